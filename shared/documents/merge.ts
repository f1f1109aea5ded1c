import { checkText, type TextFinding } from './check-text.ts';
import { setAt } from './edit.ts';
import { parseJsonDocument, type TextPlace } from './json-document.ts';

const PARTS = ['traits', 'savedGroups', 'metrics', 'segments', 'groups', 'surveys'] as const;

/** Definitions by part and id. */
export type Added = {
  readonly [part in (typeof PARTS)[number]]?: { readonly [id: string]: unknown };
};

export type Merged =
  | { readonly ok: true; readonly text: string }
  /** The text is no JSON, or no object. */
  | {
      readonly ok: false;
      readonly reason: 'not-json';
      readonly place: TextPlace;
      readonly message: string;
    }
  /** Other definitions have these names. */
  | {
      readonly ok: false;
      readonly reason: 'taken';
      readonly taken: readonly {
        readonly part: string;
        readonly id: string;
        readonly place: TextPlace;
      }[];
    }
  /** The whole would have errors that it had not. */
  | { readonly ok: false; readonly reason: 'errors'; readonly errors: readonly TextFinding[] };

/**
 * The text of a document with more definitions in it; its comments and its order stay. What is there
 * already in the same words is left alone. `now`: milliseconds since the epoch.
 */
export function withDefinitions(text: string, added: Added, now: number): Merged {
  const document = parseJsonDocument(text);
  const [fault] = document.faults;
  if (fault) return { ok: false, reason: 'not-json', place: fault.place, message: fault.message };
  if (!isObject(document.value))
    return {
      ok: false,
      reason: 'not-json',
      place: { line: 1, column: 1 },
      message: 'A document is an object: { … }.',
    };
  const there = document.value;
  const odd = PARTS.filter((part) => added[part] && part in there && !isObject(there[part]));
  if (odd.length > 0) {
    const isOdd = ({ path: [part] }: TextFinding) => odd.some((one) => one === part);
    return { ok: false, reason: 'errors', errors: errorsOf(text, now).filter(isOdd) };
  }
  const taken: { part: string; id: string; place: TextPlace }[] = [];
  let result = text;
  for (const part of PARTS) {
    for (const [id, definition] of Object.entries(added[part] ?? {})) {
      const entries = there[part];
      const before = isObject(entries) && Object.hasOwn(entries, id) ? entries[id] : undefined;
      if (before === undefined) result = setAt(result, [part, id], definition);
      else if (JSON.stringify(before) !== JSON.stringify(definition))
        taken.push({ part, id, place: document.placeOf([part, id], 'key') });
    }
  }
  if (taken.length > 0) return { ok: false, reason: 'taken', taken };
  const known = new Set(errorsOf(text, now).map(said));
  const errors = errorsOf(result, now).filter((error) => !known.has(said(error)));
  return errors.length > 0 ? { ok: false, reason: 'errors', errors } : { ok: true, text: result };
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const errorsOf = (text: string, now: number) =>
  checkText(text, now).findings.filter(({ severity }) => severity === 'error');

/** Without its place, which moves. */
const said = ({ path, message }: TextFinding) => `${path.join('.')}: ${message}`;
