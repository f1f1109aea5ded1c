import { addressWithout, namedIn } from './ids.ts';

/** All within the shadow root. */
const STYLE = `
:host { all: initial; }
aside {
  position: fixed; inset: auto 0 0 0; z-index: 2147483647; display: flex; gap: 16px; flex-wrap: wrap;
  align-items: center; justify-content: center; padding: 8px 16px; box-sizing: border-box;
  background: #1d2528; color: #ece8e1; border-block-start: 2px solid #7fc39b;
  font: medium/1.5 'Inter Variable', Inter, system-ui, sans-serif;
}
a { color: #7fc39b; padding: 4px 8px; min-height: 24px; }
a:focus-visible { outline: 2px solid #7fc39b; outline-offset: 2px; }
@media print { aside { position: static; } }`;

/** What the bar says of these segments, as the page stands now. */
export function words(document: Document, ids: readonly string[]): string {
  const named = namedIn(document, ids);
  const others = ids.length - named.length;
  const unnamed = others === 1 ? '1 segment' : `${others} segments`;
  if (ids.length === 0) return 'Preview: no segment';
  if (named.length === 0) return `Preview: ${unnamed} that no markup of this page names`;
  return `Preview: ${named.join(', ')}${others > 0 ? `, and ${unnamed} that no markup of this page names` : ''}`;
}

/** Says, for as long as the page lives, that it is no visitor's own; gives what says it anew. */
export function showBar(window: Window & typeof globalThis, ids: readonly string[]): () => void {
  const { document, location } = window;
  const bar = document.createElement('covey-preview');
  const root = bar.attachShadow({ mode: 'open' });
  const aside = document.createElement('aside');
  aside.setAttribute('aria-label', 'Preview');
  const text = document.createElement('span');
  text.setAttribute('role', 'status');
  const leave = document.createElement('a');
  leave.textContent = 'Leave';
  // Whole: it leads nowhere else, whatever the path or a <base> of the page.
  leave.href = location.origin + addressWithout(location);
  // A router of the page would go there without leaving it.
  leave.addEventListener('click', (event) => event.stopPropagation());
  aside.append(text, leave);
  root.append(aside);
  try {
    const sheet = new window.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // It stands at the end of the page, in the page's own letters.
  }
  const say = () => {
    const now = words(document, ids);
    if (text.textContent !== now) text.textContent = now;
    // Whatever the page does with its content.
    if (!bar.isConnected) document.body?.append(bar);
  };
  say();
  return say;
}
