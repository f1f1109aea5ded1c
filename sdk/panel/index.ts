// Panel: "What this site knows, and what it does not", for the visitor. Loaded when it is opened.
import { CoveyPanel } from './element.ts';
import type { PanelSource } from './source.ts';

const NAME = 'covey-panel';

if (!customElements.get(NAME)) customElements.define(NAME, CoveyPanel);

/** Shows the panel above the page until the visitor closes it. */
export function openPanel(source: PanelSource): void {
  // One is enough, however often and however fast it is asked for.
  if (document.querySelector(NAME)) return;
  const element = document.createElement(NAME) as CoveyPanel;
  document.body.append(element);
  source.ended.addEventListener('abort', () => element.remove());
  element.open(source);
}
