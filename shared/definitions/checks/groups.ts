/** Groups, and what is counted: segments, groups, experiences and histograms alike. */
import { countingOf } from '../../counting/budget.ts';
import { LIMITS } from '../limits.ts';
import type { Definitions } from '../types.ts';
import { checkOrder } from './group-order.ts';
import { type Reading, readingOf } from './implied.ts';
import type { IssuePath, Reporter } from './issues.ts';
import type { Scope } from './scope.ts';
import { didYouMean } from './suggest.ts';

export const checkGroups = (definitions: Definitions, scope: Scope, report: Reporter): void => {
  const ids = Object.keys(definitions.segments);
  const placed = new Map<string, string>();
  const asked: IssuePath[] = [];
  const readings = new Map<string, Reading>();
  const read = (id: string): Reading => {
    const known = readings.get(id) ?? readingOf(definitions.segments[id]?.when, scope);
    readings.set(id, known);
    return known;
  };
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
    checkOrder(definitions, id, read, report);
    if (group.count)
      checkAnswers(
        definitions,
        group.segments.length + 1,
        ['groups', id, 'segments'],
        'Make the group smaller, or count its most important segments alone.',
        report,
      );
  }
  for (const [id, experience] of Object.entries(definitions.experiences ?? {})) {
    if (!experience.count) continue;
    asked.push(['experiences', id, 'count']);
    const arms = Object.keys(experience.variants).length + Number((experience.holdout ?? 0) > 0);
    checkAnswers(
      definitions,
      arms * (experience.goal === undefined ? 1 : 2) + 1,
      ['experiences', id, 'variants'],
      'Compare fewer variants at a time.',
      report,
    );
  }
  for (const [id, { bins }] of Object.entries(definitions.histograms ?? {})) {
    asked.push(['histograms', id]);
    checkAnswers(
      definitions,
      bins.length + 2,
      ['histograms', id, 'bins'],
      'Take fewer thresholds.',
      report,
    );
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
      `${asked.length} counted questions: each device answers one a period, so every count rests on 1/${asked.length} of the reports. ${LIMITS.goodQuestions} or fewer answer well; a group or a histogram is one question.`,
    );
};

/** Generalised randomised response is the better mechanism for k < 3 e^ε + 2 answers (Wang et al., USENIX Security 2017). */
const checkAnswers = (
  definitions: Definitions,
  answers: number,
  path: IssuePath,
  mend: string,
  report: Reporter,
): void => {
  const { epsilon = 2 } = countingOf(definitions) ?? {};
  const most = Math.ceil(3 * Math.exp(epsilon) + 2) - 1;
  if (answers > most)
    report.warn(
      'too-many-answers',
      path,
      `${answers} answers with "none"; at ε = ${epsilon} more than ${most} drown in the noise. ${mend}`,
    );
};
