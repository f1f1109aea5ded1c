/** What is done to a draft's text, one place at a time. */
import { insertAt, renameKey, setAt, swapAt } from '../../../shared/documents/edit.ts';

export type Path = readonly (string | number)[];

export type Edit =
  /** A value at a path; a last part of -1 adds to a list, and undefined removes what is there. */
  | { readonly path: Path; readonly value: unknown }
  /** Another name for the member at the path. */
  | { readonly path: Path; readonly key: string }
  /** A value into a list, before what stands at the path. */
  | { readonly path: Path; readonly insert: unknown }
  /** What stands at the path changes places with what stands there. */
  | { readonly path: Path; readonly swap: Path };

/** The text with these done to it, one after the other. @throws where a path leads through what is no list and no object. */
export const editedText = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((sum, edit) => {
    if ('key' in edit) return renameKey(sum, edit.path, edit.key);
    if ('insert' in edit) return insertAt(sum, edit.path, edit.insert);
    if ('swap' in edit) return swapAt(sum, edit.path, edit.swap);
    return setAt(sum, edit.path, edit.value);
  }, text);
