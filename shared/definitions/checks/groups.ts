/** Groups, and what is counted: segments and groups alike. */
import { countingOf } from '../../counting/budget.ts';
import { LIMITS } from '../limits.ts';
import type { Definitions, SegmentDefinition } from '../types.ts';
import { implies } from './implied.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { visitorScope } from './scope.ts';
import { didYouMean } from './suggest.ts';

export const checkGroups = (definitions: Definitions, report: Reporter): void => {
  const ids = Object.keys(definitions.segments);
  const placed = new Map<string, string>();
  const asked: IssuePath[] = [];
  for (const [id, segment] of Object.entries(definitions.segments))
    if (segment.count) asked.push(['segments', id, 'count']);
  for (const [id, group] of Object.entries(definitions.groups ?? {})) {
    if (group.count) asked.push(['groups', id, 'count']);
    group.segments.forEach((segment, i) => {
      const path = ['groups', id, 'segments', i];
      if (!Object.hasOwn(definitions.segments, segment))
        return report.error(
          'unknown-segment',
          path,
          `There is no segment "${segment}".${didYouMean(segment, ids)}`,
        );
      const other = placed.get(segment);
      placed.set(segment, id);
      if (other !== undefined)
        return report.error(
          'in-two-groups',
          path,
          other === id
            ? `"${segment}" stands in this group twice. Remove one.`
            : `"${segment}" is in the group "${other}" already. A segment can be in one group only.`,
        );
      if (group.count && definitions.segments[segment]?.count)
        report.warn(
          'counted-twice',
          ['segments', segment, 'count'],
          `The group "${id}" counts this segment already. One question fewer makes all counts better: remove "count" here.`,
        );
    });
    checkOrder(definitions, id, report);
    checkAnswers(definitions, id, report);
  }
  if (asked.length > LIMITS.questions)
    report.error(
      'too-many-questions',
      asked[LIMITS.questions] ?? [],
      `${asked.length} counted questions; a report has room for ${LIMITS.questions}. Count less, or in groups.`,
    );
  else if (asked.length > LIMITS.goodQuestions)
    report.warn(
      'many-questions',
      asked[LIMITS.goodQuestions] ?? [],
      `${asked.length} counted questions: each device answers one a period, so every count rests on 1/${asked.length} of the reports. ${LIMITS.goodQuestions} or fewer answer well; a group is one question.`,
    );
};

/** What stands before a segment in its group can leave nobody to it, or decide it without being shown. */
const checkOrder = (definitions: Definitions, id: string, report: Reporter): void => {
  const scope = visitorScope(definitions);
  const before: (readonly [string, SegmentDefinition])[] = [];
  (definitions.groups?.[id]?.segments ?? []).forEach((name, i) => {
    const segment = definitions.segments[name];
    if (segment === undefined) return;
    const path = ['groups', id, 'segments', i];
    const taken = before.find(
      ([other, { when, exclude, excludeEver }]) =>
        other !== name &&
        exclude === undefined &&
        excludeEver === undefined &&
        implies(segment.when, when, scope),
    );
    if (taken !== undefined && segment.keep === undefined)
      report.error(
        'never-holds',
        path,
        `"${taken[0]}" stands before it and takes everyone who meets "${name}", so nobody is ever in it. Put the narrower segment first.`,
      );
    const shadow = before.find(([, one]) => one.shadow);
    if (shadow !== undefined && !segment.shadow)
      report.warn(
        'shadow-read',
        path,
        `"${shadow[0]}" is a dry run, and takes visitors from "${name}", which is shown to the page. Put it last, or end the dry run.`,
      );
    before.push([name, segment]);
  });
};

/** Generalised randomised response is the better mechanism for k < 3 e^ε + 2 answers (Wang et al., USENIX Security 2017). */
const checkAnswers = (definitions: Definitions, id: string, report: Reporter): void => {
  const group = definitions.groups?.[id];
  if (!group?.count) return;
  const { epsilon = 2 } = countingOf(definitions) ?? {};
  const most = Math.ceil(3 * Math.exp(epsilon) + 2) - 1;
  const answers = group.segments.length + 1;
  if (answers > most)
    report.warn(
      'too-many-answers',
      ['groups', id, 'segments'],
      `${answers} answers with "none"; at ε = ${epsilon} more than ${most} drown in the noise. Make the group smaller, or count its most important segments alone.`,
    );
};
