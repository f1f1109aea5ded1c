/** Experiences: who may see them, when, and whether there is something to compare. */
import { LIMITS } from '../limits.ts';
import type { Definitions, ExperienceDefinition } from '../types.ts';
import { instantIn } from './instants.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { didYouMean } from './suggest.ts';

export const checkExperiences = (
  definitions: Definitions,
  now: number | undefined,
  report: Reporter,
): void => {
  for (const [id, experience] of Object.entries(definitions.experiences ?? {})) {
    const path = ['experiences', id];
    checkSegmentsOf(experience, path, definitions, report);
    checkVariants(experience, path, report);
    checkDays(experience, path, now, report);
    checkCounted(experience, path, report);
    if (definitions.children)
      report.warn(
        'children-site',
        path,
        'On a site for children nothing is remembered, so nothing is drawn. Remove the experience.',
        'key',
      );
  }
};

const checkSegmentsOf = (
  { segments = [], goal }: ExperienceDefinition,
  path: IssuePath,
  definitions: Definitions,
  report: Reporter,
): void => {
  const named: readonly (readonly [string, IssuePath])[] = [
    ...segments.map((id, i) => [id, [...path, 'segments', i]] as const),
    ...(goal === undefined ? [] : [[goal, [...path, 'goal']] as const]),
  ];
  for (const [id, at] of named)
    if (!Object.hasOwn(definitions.segments, id))
      report.error(
        'unknown-segment',
        at,
        `There is no segment "${id}".${didYouMean(id, Object.keys(definitions.segments))}`,
      );
  for (const [i, id] of segments.entries())
    if (Object.hasOwn(definitions.segments, id) && definitions.segments[id]?.shadow)
      report.warn(
        'shadow-read',
        [...path, 'segments', i],
        `"${id}" is a dry run, and the experience shows its outcome to the page. End the dry run, or name another segment.`,
      );
};

const checkVariants = (
  { variants }: ExperienceDefinition,
  path: IssuePath,
  report: Reporter,
): void => {
  const count = Object.keys(variants).length;
  const at = [...path, 'variants'];
  if (count === 0)
    report.error('bad-value', at, 'There is nothing to draw from. Write one variant at least.');
  if (count > LIMITS.variants)
    report.error(
      'too-many',
      at,
      `${count} variants; at most ${LIMITS.variants} are allowed in one experience.`,
    );
};

const checkDays = (
  { start, end }: ExperienceDefinition,
  path: IssuePath,
  now: number | undefined,
  report: Reporter,
): void => {
  const instants = { start: midnight(start), end: midnight(end) };
  for (const key of ['start', 'end'] as const)
    if (Number.isNaN(instants[key]))
      report.error('bad-value', [...path, key], 'There is no such day. Write one as "2026-12-01".');
  const { start: from = -Infinity, end: to = Infinity } = instants;
  if (to <= from)
    report.error(
      'bad-window',
      [...path, 'end'],
      'It is over before it begins: "end" is the day from which on it is not shown any more.',
    );
  else if (now !== undefined && to <= now)
    report.warn(
      'experience-over',
      [...path, 'end'],
      `It ended on ${end}, and what was drawn stays on every device until the definitions lack it. Remove it once its counts are read.`,
    );
};

const midnight = (day: string | undefined): number | undefined =>
  day === undefined ? undefined : instantIn(`${day}T00:00:00Z`);

const checkCounted = (
  { variants, holdout = 0, goal, count }: ExperienceDefinition,
  path: IssuePath,
  report: Reporter,
): void => {
  if (goal !== undefined && !count)
    report.warn(
      'meaningless',
      [...path, 'goal'],
      'A goal is for the counts, and the experience is not counted. Add "count": true, or remove the goal.',
    );
  if (count && Object.keys(variants).length === 1 && holdout === 0)
    report.warn(
      'nothing-to-compare',
      [...path, 'count'],
      'Everybody gets the one variant, so there is nothing to compare it with. Add a variant or a "holdout".',
    );
};
