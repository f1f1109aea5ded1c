/** Another id for a thing of the draft, and for all that reads it, as one step. */
import { renamedText } from '../../../shared/documents/index.ts';
import type { Draft } from '../draft/index.ts';
import { isObject } from './rows.ts';

/** False, and nothing is done, where there is no such thing, or the id is taken. */
export function renameIn(draft: Draft, part: string, id: string, to: string): boolean {
  const value = draft.value.peek();
  const things = isObject(value) ? value[part] : undefined;
  if (!isObject(things) || !Object.hasOwn(things, id) || Object.hasOwn(things, to)) return false;
  draft.replace(renamedText(draft.text.peek(), value, [{ part, id, to }]));
  return true;
}
