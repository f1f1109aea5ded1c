/** How well segments can be counted at a site's traffic. */
import { computed, signal } from '@preact/signals';
import { countingOf, planCounts } from '../../../shared/counting/index.ts';
import { askedIn } from '../../../shared/experiences/index.ts';
import type { ReadyDefinitions } from '../../../shared/ready-segments/index.ts';
import { draft } from '../draft/index.ts';

/** Visitors on a usual day, as the owner says. */
export const dailyVisitors = signal(2000);

const counting = computed(() => {
  const definitions = draft.definitions.value;
  return (definitions && countingOf(definitions)) || { epsilon: 2, period: '28d' as const };
});

/** How many answers each question of the draft has that is counted already. */
const asked = computed<readonly number[]>(() => {
  const definitions = draft.definitions.value;
  return definitions ? askedIn(definitions).map(({ answers }) => answers) : [];
});

/** The standard error of a share of 5 %, as a part of it, if these were counted, too; and how many questions there are then. */
export function errorOf({ segments, groups = {} }: ReadyDefinitions): {
  readonly error: number;
  readonly questions: number;
} {
  const grouped = Object.values(groups).map(({ segments: of }) => of.length + 1);
  const answers = grouped.length > 0 ? grouped : Object.keys(segments).map(() => 2);
  const all = [...answers, ...asked.value];
  const { questions } = planCounts({
    questions: all.map((each, at) => ({ id: String(at), answers: each })),
    dailyVisitors: dailyVisitors.value,
    ...counting.value,
  });
  return {
    error: Math.max(...questions.slice(0, answers.length).map(({ errors }) => errors[5])),
    questions: all.length,
  };
}
