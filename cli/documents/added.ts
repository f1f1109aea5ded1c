import { Failure, placeText } from '../failure.ts';
import { checkText } from './definitions-file.ts';
import { setAt } from './edit.ts';
import { parseJsonDocument } from './json-document.ts';

const PARTS = ['traits', 'savedGroups', 'metrics', 'segments', 'groups', 'surveys'] as const;

/** Definitions by part and id. */
export type Added = {
  readonly [part in (typeof PARTS)[number]]?: { readonly [id: string]: unknown };
};

/**
 * The text of a definitions file with more definitions in it; its comments and its order stay. What
 * is there already in the same words is left alone. `wayOut` says how else to go about a name that is taken.
 * @throws Failure where a name is taken by something else, or the whole would have an error that it had not.
 */
export function withDefinitions(file: string, text: string, added: Added, wayOut: string): string {
  const document = parseJsonDocument(file, text);
  const [fault] = document.faults;
  if (fault)
    throw new Failure(`${file} is no JSON.`, [`${placeText(fault.place)}  ${fault.message}`]);
  const there = document.value as { readonly [part: string]: { readonly [id: string]: unknown } };
  const taken: string[] = [];
  let result = text;
  for (const part of PARTS) {
    for (const [id, definition] of Object.entries(added[part] ?? {})) {
      const before = there[part]?.[id];
      if (before === undefined) result = setAt(result, [part, id], definition);
      else if (JSON.stringify(before) !== JSON.stringify(definition))
        taken.push(`${placeText(document.placeOf([part, id], 'key'))}  ${part}.${id}`);
    }
  }
  if (taken.length > 0)
    throw new Failure(`${file} has other definitions under these names; nothing is written.`, [
      ...taken,
      wayOut,
    ]);
  const known = new Set(errorsOf(file, text));
  const errors = errorsOf(file, result).filter((error) => !known.has(error));
  if (errors.length > 0)
    throw new Failure(`With this, ${file} would have errors; nothing is written.`, errors);
  return result;
}

/** Without their places, which move. */
const errorsOf = (file: string, text: string): string[] =>
  checkText(file, text)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path.join('.')}: ${message}`);
