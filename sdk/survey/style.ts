/** Within the shadow root; the page sets colours and type by `--covey-…`. */
export const style = `
:host {
  --ground: var(--covey-ground, #faf8f4); --raised: var(--covey-raised, #fffefb); --ink: var(--covey-ink, #1d2528);
  --quiet: var(--covey-quiet, #566065); --line: var(--covey-line, #dcd7cd); --accent: var(--covey-accent, #2f6b4a);
  --on-accent: var(--covey-on-accent, #fff); --focus: var(--covey-focus, #2c6288);
  display: block; color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :host {
    --ground: var(--covey-ground, #15191b); --raised: var(--covey-raised, #1c2124); --ink: var(--covey-ink, #ece8e1);
    --quiet: var(--covey-quiet, #a9adab); --line: var(--covey-line, #363d40); --accent: var(--covey-accent, #7fc39b);
    --on-accent: var(--covey-on-accent, #10201a); --focus: var(--covey-focus, #8bbde0);
    color-scheme: dark;
  }
}
:host([data-corner]) { position: fixed; inset: auto 16px 16px auto; z-index: 2147483000; width: min(360px, calc(100vw - 32px)); }
* { box-sizing: border-box; }
section {
  max-height: min(80vh, 640px); padding: 20px; overflow: hidden auto; overscroll-behavior: contain;
  border: 1px solid var(--line); border-radius: var(--covey-radius, 6px);
  background: var(--ground); color: var(--ink); text-align: start;
  font: var(--covey-font, medium/1.5 'Inter Variable', Inter, system-ui, sans-serif);
}
:host(:not([data-corner])) section { max-height: none; }
:host([data-corner]) section { box-shadow: 0 8px 32px rgb(0 0 0 / 18%); }
form { display: grid; gap: 12px; margin: 0; }
fieldset { display: grid; gap: 8px; min-width: 0; margin: 0; padding: 0; border: 0; }
legend { margin: 0 0 12px; padding: 0; font-weight: 600; text-wrap: pretty; }
legend, .option { overflow-wrap: anywhere; }
p { margin: 0; }
.quiet, .ends { color: var(--quiet); font-size: 0.875em; }
.thanks { margin: 0 0 12px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
button {
  min-height: 40px; padding: 8px 16px; border: 1px solid var(--line); border-radius: var(--covey-radius, 6px);
  background: var(--raised); color: inherit; font: inherit; cursor: pointer;
}
button:hover { border-color: var(--quiet); }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible, .step input:focus-visible + span { outline: 3px solid var(--focus); outline-offset: 2px; }
.options { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr)); gap: 8px; }
.option { display: flex; gap: 12px; align-items: center; min-height: 40px; padding: 8px 12px; border: 1px solid var(--line); border-radius: var(--covey-radius, 6px); background: var(--raised); cursor: pointer; }
.option:hover { border-color: var(--quiet); }
.option input { flex: none; width: 18px; height: 18px; margin: 0; accent-color: var(--accent); }
.steps { display: grid; grid-template-columns: repeat(auto-fit, minmax(24px, 1fr)); gap: 2px; }
.step { position: relative; display: grid; min-width: 0; cursor: pointer; }
.step input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.step span {
  display: grid; place-items: center; min-height: 40px; border: 1px solid var(--line);
  border-radius: var(--covey-radius, 6px); background: var(--raised); font-variant-numeric: tabular-nums;
}
.step:hover span { border-color: var(--quiet); }
.step input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
.ends { display: flex; justify-content: space-between; gap: 16px; }
.ends :last-child { text-align: end; }
.ends:not(:has(:not(:empty))) { display: none; }
ol { display: grid; gap: 8px; margin: 0; padding: 0; list-style: none; counter-reset: place; }
li { display: flex; gap: 8px; align-items: center; padding: 4px 4px 4px 12px; border: 1px solid var(--line); border-radius: var(--covey-radius, 6px); background: var(--raised); counter-increment: place; }
li::before { content: counter(place); color: var(--quiet); font-variant-numeric: tabular-nums; }
li span { flex: 1; }
li button { min-width: 40px; padding: 0; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) { .step input:checked + span { outline: 3px solid; } }
@media (prefers-reduced-motion: no-preference) {
  :host([data-corner]) section { animation: in 160ms ease-out; }
  @keyframes in { from { transform: translateY(16px); opacity: 0; } }
}
`;
