/** Segments beside their conditions: who is in them at all, how long, and who is shown. */
import { MAX_RETENTION_MS, parseDuration } from '../durations.ts';
import type { Condition, Definitions, SegmentDefinition } from '../types.ts';
import { follows, readingOf } from './implied.ts';
import type { IssuePath, Reporter } from './issues.ts';
import type { Scope } from './scope.ts';
import { clauses, segmentConditions } from './walk.ts';

export const checkSegments = (definitions: Definitions, scope: Scope, report: Reporter): void => {
  const lastTiers = new Set(
    Object.values(definitions.groups ?? {}).map((group) => group.segments.at(-1)),
  );
  for (const [id, segment] of Object.entries(definitions.segments)) {
    const path = ['segments', id];
    for (const { key, condition, path: at } of segmentConditions(id, segment)) {
      if (Object.keys(condition).length > 0) continue;
      if (key === 'when') {
        if (!lastTiers.has(id))
          report.warn(
            'always-holds',
            at,
            'An empty condition holds for every visitor. Say what must hold.',
          );
      } else
        report.error(
          'never-holds',
          path,
          `"${key}" holds for everyone, so nobody is ever in this segment. Say who is out.`,
        );
    }
    checkKeep(segment.keep, path, report);
    checkExclude(segment, path, scope, report);
    if (segment.shadow) continue;
    for (const { condition, path: at } of segmentConditions(id, segment))
      for (const { fact, path: place } of clauses(condition, at))
        if (fact.startsWith('segment.') && definitions.segments[fact.slice(8)]?.shadow)
          report.warn(
            'shadow-read',
            place,
            `${fact} is a dry run, and "${id}" shows its outcome to the page. Make this segment a shadow too, or end the dry run.`,
            'key',
          );
  }
};

/** Whoever is out as soon as they are in is never in. While only "keep" keeps them, they can be. */
const checkExclude = (
  { when, exclude, excludeEver, keep }: SegmentDefinition,
  path: IssuePath,
  scope: Scope,
  report: Reporter,
): void => {
  const nobody = (key: string) =>
    report.error(
      'never-holds',
      [...path, key],
      `Whoever meets "when" meets "${key}" too, so nobody is ever in this segment. Say in "${key}" who of them is out.`,
    );
  const says = (condition: Condition | undefined): condition is Condition =>
    condition !== undefined && Object.keys(condition).length > 0;
  const isImplied = (condition: Condition): boolean =>
    follows(readingOf(condition, scope), readingOf(when, scope));
  if (says(exclude) && keep === undefined && isImplied(exclude)) nobody('exclude');
  if (says(excludeEver) && isImplied(excludeEver)) nobody('excludeEver');
};

const checkKeep = (keep: string | undefined, path: IssuePath, report: Reporter): void => {
  if (keep === undefined || keep === 'forever') return;
  const ms = parseDuration(keep);
  if (ms === 0)
    report.error(
      'bad-keep',
      [...path, 'keep'],
      'Kept for no time at all. Remove "keep", or write a duration such as "3d".',
    );
  else if (ms === null || ms > MAX_RETENTION_MS)
    report.error(
      'bad-keep',
      [...path, 'keep'],
      `Nothing is kept for longer than 395 days, so neither is a membership. Shorten "${keep}", or write "forever" for as long as the visitor's data lasts.`,
    );
};
