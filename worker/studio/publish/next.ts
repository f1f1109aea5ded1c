/** The document that is to be signed: what was written, as the version after what is live. */
import { renewedMembers, usualDays } from '../../../shared/definitions/index.ts';
import type { Definitions, KeySet } from '../../../shared/definitions/types.ts';
import { changesOf, type Change } from '../../../shared/diff/index.ts';

/** What is live, as far as the next version hangs on it. */
export interface Before {
  readonly definitions: Definitions;
  /** SHA-256 of the signed bytes, base64url. */
  readonly hash: string;
}

export interface NextOptions {
  /** Null: nothing is live, or nobody knows what. */
  readonly live: Before | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Another than the one after. */
  readonly version?: number | null;
  /** Other days than before. */
  readonly days?: number | null;
  /** The content is that of an older version: who may sign is not taken back with it. */
  readonly isOlder?: boolean;
}

/** Where what is written has no dates. */
const USUAL_DAYS = 60;

type Members = { readonly [name: string]: unknown };

/**
 * What is written, with the version, the dates and the hash of what it follows. So the Worker takes it only if nothing else
 * was published meanwhile. What is written may have any errors; those of the whole are for the checker to find.
 */
export function nextDocument(content: Members, options: NextOptions): Members {
  const { live, now, version, days, isOlder = false } = options;
  const written = Number.isSafeInteger(content['version']) ? Number(content['version']) : 1;
  const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
  const dates = { issued: textOf(content['issued']), expires: textOf(content['expires']) };
  const isDated =
    Object.values(dates).every((date) => /^\d{4}-\d\d-\d\dT/.test(date)) &&
    Date.parse(dates.expires) > Date.parse(dates.issued);
  const renewed = renewedMembers(
    // A higher version than the one after what is live was meant.
    { version: Math.max(written, 1) - 1, ...dates },
    {
      now,
      days: days ?? (isDated ? usualDays(dates) : USUAL_DAYS),
      ...(live && { published: live.definitions.version }),
    },
  );
  const { previous: _, keys, ...rest } = content;
  const kept = isOlder ? live?.definitions.keys : (keys as KeySet | undefined);
  return {
    ...rest,
    ...renewed,
    ...(version && { version }),
    ...(live && { previous: live.hash }),
    ...(kept !== undefined && { keys: kept }),
  };
}

const OF_EACH_VERSION: readonly string[] = ['version', 'issued', 'expires', 'previous'];

/** What differs but for what each version has of its own. */
export const contentChanges = (before: unknown, after: unknown): readonly Change[] =>
  changesOf(before, after).filter(({ path: [name = ''] }) => !OF_EACH_VERSION.includes(name));
