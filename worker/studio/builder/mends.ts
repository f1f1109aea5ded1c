/** Mends that are sure: what the checker says was meant, or what can only be so. */
import { nearest } from '../../../shared/definitions/index.ts';
import { readersOf, type TextFinding } from '../../../shared/documents/index.ts';
import type { Edit, Path } from '../draft/index.ts';
import { isObject } from './rows.ts';

export interface Mend {
  /** On the button. */
  readonly label: string;
  readonly edits: readonly Edit[];
}

const DAY_MS = 86_400_000;
const LIFE_DAYS = 90;

/** What mends a finding; null where that is for the owner to decide. `now`: milliseconds since the epoch. */
export function mendOf(finding: TextFinding, value: unknown, now: number): Mend | null {
  const { code, path, message } = finding;
  const last = path.at(-1);
  const meant = /(?:Did you mean|usual name is) "([^"]+)"/.exec(message)?.[1];
  if (meant !== undefined && last !== undefined) return meantMend(meant, path, message, value);
  const day = (days: number) =>
    `${new Date(now + days * DAY_MS).toISOString().slice(0, 10)}T00:00:00Z`;
  if (code === 'missing-key') {
    const wanted: { readonly [key: string]: unknown } = {
      covey: 1,
      version: 1,
      issued: day(0),
      expires: day(LIFE_DAYS),
      segments: {},
    };
    const key = String(last);
    return path.length === 1 && Object.hasOwn(wanted, key)
      ? { label: `Add ${key}`, edits: [{ path, value: wanted[key] }] }
      : null;
  }
  if (path.length === 1 && last === 'expires')
    return {
      label: `Let it run for ${LIFE_DAYS} days from today`,
      edits: [
        { path: ['issued'], value: day(0) },
        { path: ['expires'], value: day(LIFE_DAYS) },
      ],
    };
  if (code === 'unused') return unusedMend(path, value);
  if (
    (code === 'meaningless' || code === 'unknown-key') &&
    last !== undefined &&
    at(value, path) !== undefined
  )
    return { label: 'Remove it', edits: [{ path, value: undefined }] };
  return null;
}

/** What nothing needs goes, unless something else that nothing needs reads it: then that goes first. */
function unusedMend(path: Path, value: unknown): Mend | null {
  const [part = '', id = ''] = path.map(String);
  if (at(value, path) === undefined) return null;
  if (path.length === 2 && readersOf(value, part, id).length > 0) return null;
  // With the last of its figures, or of those who receive something, what holds them goes.
  const parent = at(value, path.slice(0, -1));
  const isLast = path.length > 2 && isObject(parent) && Object.keys(parent).length === 1;
  const gone = !isLast ? path : part === 'activation' ? [part] : path.slice(0, -1);
  return { label: 'Remove it', edits: [{ path: gone, value: undefined }] };
}

/** The checker's guess in place of what is written: a name that stands before a colon, or a value. */
function meantMend(meant: string, path: Path, message: string, value: unknown): Mend | null {
  const last = path.at(-1);
  const there = at(value, path);
  const label = `Write ${meant}`;
  // Of which of the words the checker speaks, its message quotes.
  const isQuoted = (word: unknown) =>
    typeof word === 'string' &&
    message.includes(JSON.stringify(word).slice(1, -1)) &&
    word !== meant;
  // Of a metric without a kind it names what was meant, and not which word.
  const key = isObject(there) ? nearest(meant, Object.keys(there)) : undefined;
  if (key !== undefined && key !== meant)
    return { label, edits: [{ path: [...path, key], key: meant }] };
  if (isQuoted(there)) return { label, edits: [{ path, value: meant }] };
  if (typeof last !== 'string') return null;
  const [space = '', ...id] = last.split('.');
  if (isQuoted(last)) return { label, edits: [{ path, key: meant }] };
  // Of "metric.oders" it names only the id.
  if (id.length > 0 && isQuoted(id.join('.')) && !meant.startsWith(`${space}.`))
    return { label, edits: [{ path, key: `${space}.${meant}` }] };
  return null;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key)
        ? (part as { readonly [key: string | number]: unknown })[key]
        : undefined,
    value,
  );
}
