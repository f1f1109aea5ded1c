import { isSame } from './same.ts';

/** A value that is not the same; one that is not there is undefined. */
export interface Change {
  /** From the document's root. */
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

type Members = { readonly [name: string]: unknown };
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The innermost values that differ. A list is one value: its order may mean something. */
export function changesOf(
  before: unknown,
  after: unknown,
  path: readonly string[] = [],
): readonly Change[] {
  if (isSame(before, after)) return [];
  if (!isMembers(before) || !isMembers(after)) return [{ path, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    changesOf(memberOf(before, name), memberOf(after, name), [...path, name]),
  );
}

const memberOf = (members: Members, name: string): unknown =>
  Object.hasOwn(members, name) ? members[name] : undefined;
