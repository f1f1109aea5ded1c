/** What is counted: how much ε is spent, and questions that ask about nearly the same. */
import { countingOf, EPSILONS, MOST_IN_52_WEEKS } from '../../counting/budget.ts';
import type { Definitions } from '../types.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { formOf, meanings, withoutNumbers } from './meanings.ts';

export const checkQuestions = (definitions: Definitions, report: Reporter): void => {
  checkEpsilon(definitions, report);
  const { segments, groups = {}, histograms = {} } = definitions;
  const asked = [
    ...Object.entries(segments).map(([id, { count }]) => ({ id, count, kind: 'segment' })),
    ...Object.entries(groups).map(([id, { count }]) => ({ id, count, kind: 'group' })),
    ...Object.keys(histograms).map((id) => ({ id, count: true, kind: 'histogram' })),
  ].filter(({ count }) => count);
  if (asked.length < 2) return;
  const form = formOf(definitions);
  const same = meanings(form, (text) => text);
  const alike = meanings(form, withoutNumbers);
  const bySame = new Map<string, string>();
  const byShape = new Map<string, string>();
  for (const { id, kind } of asked) {
    const isHistogram = kind === 'histogram';
    const path: IssuePath = isHistogram ? ['histograms', id] : [`${kind}s`, id, 'count'];
    const meaning = same(`${kind}.${id}`);
    // Of one metric all bins are alike, however many there are.
    const shape = isHistogram
      ? `bins ${alike(`metric.${histograms[id]?.metric}`)}`
      : alike(`${kind}.${id}`);
    const twin = bySame.get(meaning);
    const sibling = byShape.get(shape);
    if (twin !== undefined)
      report.warn(
        'same-question',
        path,
        `"${id}" asks what "${twin}" asks, in other words: a report spent on it adds nothing. Count one of the two.`,
      );
    else if (sibling !== undefined)
      report.warn(
        'similar-questions',
        path,
        `"${id}" and "${sibling}" differ in their numbers only: each draws its own coins about nearly the same fact, so together they tell more about a visitor than one. ${isHistogram ? 'Keep one' : 'Put them into one group, which is one question, or count one'}.`,
      );
    if (twin === undefined) bySame.set(meaning, id);
    if (sibling === undefined) byShape.set(shape, id);
  }
};

const checkEpsilon = (definitions: Definitions, report: Reporter): void => {
  if (countingOf(definitions)) return;
  const { epsilon, period = '28d' } = definitions.counting ?? {};
  report.error(
    'over-budget',
    ['counting', 'epsilon'],
    `ε = ${epsilon} in each ${parseInt(period)} days adds up to ${((epsilon ?? 0) * 364) / parseInt(period)} in 52 weeks; ${MOST_IN_52_WEEKS} are allowed. Write ${EPSILONS[period].join(', ')}${period === '7d' ? ', or a period of "28d"' : ''}.`,
  );
};
