/** Colours and shapes of the developer's tools; within the shadow root, so the page's own styles stay outside. */
export const style = `
:host {
  --ground: #faf8f4; --raised: #fffefb; --ink: #1d2528; --quiet: #566065; --line: #dcd7cd;
  --accent: #2f6b4a; --sky: #2c6288; --amber: #8f6200; --brick: #a33a2c; color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  :host {
    --ground: #15191b; --raised: #1c2124; --ink: #ece8e1; --quiet: #a9adab; --line: #363d40;
    --accent: #7fc39b; --sky: #8bbde0; --amber: #e0b054; --brick: #ee9485; color-scheme: dark;
  }
}
* { box-sizing: border-box; }
section.tools {
  position: fixed; inset: auto 0 0 0; z-index: 2147483647; height: min(420px, 60vh); display: flex; flex-direction: column;
  background: var(--ground); color: var(--ink); border-block-start: 2px solid var(--accent);
  font: 13px/1.5 system-ui, sans-serif; text-align: start;
}
header { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 4px 12px; border-block-end: 1px solid var(--line); }
header h2 { margin: 0; font-size: 13px; }
header .end { margin-inline-start: auto; }
[role='tablist'] { display: flex; flex-wrap: wrap; gap: 4px; }
button, input {
  min-height: 28px; padding: 2px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--raised);
  color: inherit; font: inherit;
}
input { border-color: var(--quiet); }
button { cursor: pointer; }
button:hover { border-color: var(--quiet); }
[role='tab'][aria-selected='true'] { border-color: var(--accent); color: var(--accent); font-weight: 600; }
:focus-visible { outline: 3px solid var(--sky); outline-offset: 1px; }
[role='tabpanel'] { flex: 1; overflow: auto; padding: 8px 12px 16px; overscroll-behavior: contain; }
.copy { padding: 4px 12px; color: var(--amber); border-block-end: 1px solid var(--line); }
p { margin: 0 0 8px; max-width: 80ch; }
.quiet { color: var(--quiet); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 3px 12px 3px 0; text-align: start; vertical-align: top; border-block-end: 1px solid var(--line); }
th { font-weight: 600; }
td.value { overflow-wrap: anywhere; font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: 12px; }
.in { color: var(--accent); font-weight: 600; }
.unknown { color: var(--amber); }
.bad { color: var(--brick); }
summary { cursor: pointer; }
ul { margin: 4px 0; padding-inline-start: 20px; }
form, .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin-block-end: 12px; }
label { display: grid; gap: 2px; }
label.wide { flex: 1 1 240px; }
input[type='range'] { padding: 0; width: 100%; accent-color: var(--accent); }
`;
