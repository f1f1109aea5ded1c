import type { Json } from '../../../shared/definitions/index.ts';
import type { Entry } from '../examples/example.ts';
import type { Capability } from './types.ts';

const views = (paths: readonly (string | null)[], isMember: boolean): Entry[] => [
  ...paths.map((path): Entry => ['+1m', 'page_view', path === null ? {} : { page_path: path }]),
  isMember,
];

/** An operator on the path of pages seen, with paths that meet it and paths that do not; null: without a path. */
export const pageCapability = (
  says: string,
  operand: Json,
  meeting: readonly (string | null)[],
  others: readonly (string | null)[],
): Capability => ({
  says,
  definitions: {
    metrics: { seen: { count: 'page_view', where: { page_path: operand } } },
    segments: { reader: { when: { 'metric.seen': { $gte: 1 } } } },
  },
  visitors: {
    ...Object.fromEntries(
      meeting.map((path) => [`sees ${path ?? 'a page without a path'}`, views([path], true)]),
    ),
    [`sees only ${others.map((path) => path ?? 'a page without a path').join(' and ')}`]: views(
      others,
      false,
    ),
  },
});
