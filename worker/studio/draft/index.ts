// The draft: the definitions that are being written, in this browser alone. Every page of the studio reads and changes the
// same one, through `draft`: signals for what is, functions for what is done. Its text is the truth; all else follows from it.
//
//   draft.text.value                                        JSON with comments
//   draft.value.value                                       parsed, however wrong; undefined where it is no JSON
//   draft.definitions.value                                 the same without errors, typed; else null
//   draft.findings.value                                    of the checker: { severity, code, path, message, line?, column? };
//                                                           of a long text once it rests, `draft.isChecked`
//   draft.edit(['segments', 'vip', 'name'], 'Regulars')     comments and layout stay; false where it cannot be done
//   draft.remove(['segments', 'vip']), draft.editAll([{ path, value }, …]) as one step
//   draft.replace(text), draft.undo(), draft.redo()
//   draft.merge({ metrics, segments })                      as `covey add` does
//   draft.id.value                                          null while none is open; await draft.create(name, text), await draft.open(id)
import { effect } from '@preact/signals';
import { site } from '../site/index.ts';
import { createDraft, type Draft } from './create.ts';
import { fileNameOf, saveFile } from './file.ts';
import { newText } from './new-text.ts';
import { browserStore } from './store.ts';

export type { Draft, Edit, Kept, Path } from './create.ts';
export { fileNameOf, readFile, saveFile } from './file.ts';
export { newText } from './new-text.ts';
export type { KeptDraft } from './store.ts';

const OPEN = 'covey-studio-draft';

/** Which draft this tab had open, so that a reload shows it again. */
function opened(): string | null {
  try {
    return sessionStorage.getItem(OPEN);
  } catch {
    return null;
  }
}

export const draft: Draft = createDraft({
  store: browserStore(),
  first: opened(),
  newText: () => newText(site.peek() || 'shop.example', Date.now()),
});

effect(() => {
  const { value } = draft.id;
  try {
    if (value !== null) sessionStorage.setItem(OPEN, value);
  } catch {
    // Then a reload shows the newest.
  }
});

/** A tab that is hidden may never be shown again. */
addEventListener('visibilitychange', () => document.hidden && void draft.flush());
addEventListener('pagehide', () => void draft.flush());

/** The draft's text as a file: then it is no longer in this tab alone. */
export function saveDraft(): void {
  saveFile(fileNameOf(draft.name.peek()), draft.text.peek());
  draft.saved();
}

const askToStay = (event: BeforeUnloadEvent) => {
  if (draft.isAtStake()) event.preventDefault();
};
// Only while needed: a page that listens all the time is not kept by browsers for the way back.
effect(() => {
  if (draft.kept.value === 'not-kept' || draft.elsewhere.value !== null)
    addEventListener('beforeunload', askToStay);
  else removeEventListener('beforeunload', askToStay);
});
