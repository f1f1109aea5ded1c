// Entry of the file that shows a preview: wires the room with what changes markup.
import { createPersonaliser } from './personalise/index.ts';
import {
  disarmTemplates,
  honourRefusals,
  idsIn,
  type PreviewOptions,
  showBar,
} from './preview/index.ts';

/** On <html>, before anything is shown: a page's own code and styles may look for it. */
const MARK = 'data-covey-preview';

/** Shows the segments that the address names, once, however often it is called. */
export function showPreview({
  host: { window },
  preview,
  show,
  site,
  record,
}: PreviewOptions): void {
  const { document, location } = window;
  const root = document.documentElement;
  if (root.hasAttribute(MARK)) return;
  const ids = idsIn(location.search);
  honourRefusals(window, site, record);
  root.setAttribute(MARK, ids.join(' '));
  let say = () => {};
  if (preview === 'code') show(ids);
  else {
    disarmTemplates(window, () => say());
    createPersonaliser(window, { add() {}, counts: () => ({}) }).show(ids);
  }
  const begin = () => {
    say = showBar(window, ids);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
}
