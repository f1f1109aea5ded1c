/** Covey's colours and shapes; all within the shadow root, so the page's own styles stay outside. The size of letters is the visitor's, whatever the page makes of its own. */
export const style = `
:host {
  --ground: #faf8f4; --raised: #fffefb; --ink: #1d2528; --quiet: #566065; --line: #dcd7cd;
  --accent: #2f6b4a; --on-accent: #fff; --sky: #2c6288; --amber: #8f6200; --brick: #a33a2c;
  color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :host {
    --ground: #15191b; --raised: #1c2124; --ink: #ece8e1; --quiet: #a9adab; --line: #363d40;
    --accent: #7fc39b; --on-accent: #10201a; --sky: #8bbde0; --amber: #e0b054; --brick: #ee9485;
    color-scheme: dark;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none; }
dialog {
  width: min(720px, 100vw); height: 100dvh; max-width: none; max-height: none;
  margin-block: 0; margin-inline: auto 0; padding: 0; border: 0; border-inline-start: 1px solid var(--line);
  background: var(--ground); color: var(--ink); overflow: auto; overscroll-behavior: contain;
  font: medium/1.5 'Inter Variable', Inter, system-ui, sans-serif; text-align: start;
}
dialog::backdrop { background: rgb(21 25 27 / 45%); }
header {
  position: sticky; top: 0; z-index: 1; display: flex; gap: 16px; align-items: center;
  padding: 16px 24px; background: var(--ground); border-block-end: 1px solid var(--line);
}
header svg { width: 40px; flex: none; fill: var(--accent); }
h1 { flex: 1; margin: 0; font-size: 1.25em; line-height: 1.25; font-weight: 650; text-wrap: balance; }
h2 { margin: 0 0 8px; font-size: 1em; font-weight: 650; }
h3 { margin: 0; font-size: 1em; font-weight: 600; }
p { margin: 0 0 8px; text-wrap: pretty; }
main { padding: 24px 24px 48px; }
section { padding: 24px 0; border-block-end: 1px solid var(--line); }
section:last-child { border: 0; }
.quiet { color: var(--quiet); font-size: 0.875em; }
.number { font-variant-numeric: tabular-nums; }
button, .button {
  min-height: 40px; padding: 8px 16px; border: 1px solid var(--line); border-radius: 6px;
  background: var(--raised); color: inherit; font: inherit; font-weight: 550; cursor: pointer;
}
button:hover { border-color: var(--quiet); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.danger { color: var(--brick); border-color: currentcolor; }
button.small { min-height: 32px; padding: 4px 12px; font-size: 0.875em; }
button.icon { min-height: 40px; width: 40px; padding: 0; display: grid; place-items: center; }
:focus-visible { outline: 3px solid var(--sky); outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.switch { display: flex; gap: 16px; align-items: flex-start; padding: 12px 0; cursor: pointer; }
.switch > span { flex: 1; }
.switch small { display: block; color: var(--quiet); font-size: 0.875em; }
.switch input {
  appearance: none; flex: none; width: 44px; height: 24px; margin: 2px 0 0; border-radius: 12px;
  border: 1px solid var(--quiet); background: transparent; position: relative; cursor: pointer;
}
.switch input::after {
  content: ''; position: absolute; inset-block: 3px; inset-inline: 3px auto; aspect-ratio: 1; border-radius: 50%;
  background: var(--quiet);
}
.switch input:checked { background: var(--accent); border-color: var(--accent); }
.switch input:checked::after { inset-inline: auto 3px; background: var(--on-accent); }
ul.cards { list-style: none; margin: 16px 0 0; padding: 0; display: grid; gap: 8px; }
ul.cards > li { padding: 12px 16px; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); }
.card { display: flex; gap: 8px 16px; align-items: flex-start; justify-content: space-between; flex-wrap: wrap; }
.card > :first-child { flex: 1 1 220px; }
.badge { font-size: 0.875em; font-weight: 600; padding: 0 8px; border-radius: 6px; border: 1px solid currentcolor; white-space: nowrap; }
.badge.in { color: var(--accent); }
.badge.out { color: var(--quiet); }
.badge.unknown { color: var(--amber); }
li > details { margin-block-start: 4px; font-size: 0.875em; }
.others { margin-block-start: 16px; }
.why { margin-block-start: 8px; }
summary { cursor: pointer; color: var(--sky); min-height: 24px; width: fit-content; }
li > details ul { list-style: none; margin: 4px 0; padding-inline-start: 0; }
li > details ul ul { padding-inline-start: 24px; }
li > details li + li { margin-block-start: 4px; }
.sign { display: inline-block; width: 24px; color: var(--quiet); }
table { width: 100%; border-collapse: collapse; font-size: 0.875em; margin: 8px 0 16px; }
th, td { padding-block: 8px; padding-inline: 0 16px; text-align: start; vertical-align: top; border-block-end: 1px solid var(--line); }
th { font-weight: 600; }
.scroll { overflow-x: auto; }
.scroll code { overflow-wrap: normal; }
code { font: 0.875em ui-monospace, SFMono-Regular, Menlo, monospace; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 8px 0; font-size: 0.875em; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.field { display: grid; grid-template-columns: 1fr auto; gap: 8px; align-items: end; padding: 8px 0; }
.field label { display: grid; gap: 4px; font-size: 0.875em; }
input:not([type='checkbox']), select {
  min-height: 40px; width: 100%; padding: 8px; border: 1px solid var(--quiet); border-radius: 6px;
  background: var(--raised); color: inherit; font: inherit;
}
.confirm { margin-block-start: 16px; padding: 16px; border: 1px solid var(--brick); border-radius: 6px; }
@media (max-width: 480px) { main, header { padding-inline: 16px; } th, td { padding-inline-end: 8px; } dl { grid-template-columns: 1fr; } dd { margin-block-end: 8px; } }
@media (forced-colors: active) {
  .switch input::after { background: ButtonText; }
  .switch input:checked { background: Highlight; }
  .switch input:checked::after { background: HighlightText; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog[open] { animation: in 160ms ease-out; }
  @keyframes in { from { transform: translateX(24px); opacity: 0; } }
}
`;
