/** Edits that make one value of another, place by place: so comments stay in all that stays. */
import type { Edit, Path } from '../draft/index.ts';
import { isObject } from './rows.ts';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** From one list to another: what begins and ends alike is left alone. */
export function listEdits(
  path: Path,
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Edit[] {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && same(before[start], after[start])) start += 1;
  let end = 0;
  while (
    end < least - start &&
    same(before[before.length - 1 - end], after[after.length - 1 - end])
  )
    end += 1;
  const gone = before.length - end - start;
  const come = after.slice(start, after.length - end);
  return [
    ...come.slice(0, gone).map((value, at) => ({ path: [...path, start + at], value })),
    ...Array.from({ length: Math.max(0, gone - come.length) }, (_, at) => ({
      path: [...path, before.length - end - 1 - at],
      value: undefined,
    })),
    ...come.slice(gone).map((value, at) => {
      const place = start + gone + at;
      return end === 0 ? { path: [...path, -1], value } : { path: [...path, place], insert: value };
    }),
  ];
}

/** From one object to another; `renamed`: a member of the one that becomes one of the other. */
export function objectEdits(
  path: Path,
  before: unknown,
  after: { readonly [key: string]: unknown },
  renamed?: readonly [from: string, to: string],
): readonly Edit[] {
  if (!isObject(before)) return [{ path, value: after }];
  const [from, to] = renamed ?? [];
  const isRenamed =
    from !== undefined &&
    to !== undefined &&
    from !== to &&
    before[from] !== undefined &&
    before[to] === undefined &&
    after[from] === undefined &&
    after[to] !== undefined;
  const then = (key: string): unknown => (isRenamed && key === to ? before[from] : before[key]);
  return [
    ...(isRenamed ? [{ path: [...path, from], key: to }] : []),
    ...Object.keys(before)
      .filter((key) => after[key] === undefined && !(isRenamed && key === from))
      .map((key) => ({ path: [...path, key], value: undefined })),
    ...Object.entries(after)
      .filter(([key, value]) => value !== undefined && !same(value, then(key)))
      .map(([key, value]) => ({ path: [...path, key], value })),
  ];
}
