// Panel: "What this site knows, and what it does not", for the visitor. Loaded when it is opened.
import type { Speech } from '../words/index.ts';
import { CoveyPanel } from './element.ts';
import type { PanelSource } from './source.ts';
import { voiceOf } from './voice.ts';

const NAME = 'covey-panel';

if (!customElements.get(NAME)) customElements.define(NAME, CoveyPanel);

/** Shows the panel above the page until the visitor closes it, in English where no words are given. */
export function openPanel(source: PanelSource, speech: Speech | null): void {
  // One is enough, however often and however fast it is asked for.
  if (document.querySelector(NAME)) return;
  const element = document.createElement(NAME) as CoveyPanel;
  document.body.append(element);
  source.ended.addEventListener('abort', () => element.remove());
  element.open(source, voiceOf(speech));
}
