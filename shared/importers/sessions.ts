import { LIMITS } from '../definitions/limits.ts';
import type { MetricDefinition, Window } from '../definitions/types.ts';
import { type Answer, type AnswerLeaf, answerCondition, withoutFacts } from './answers.ts';
import type { At, Context } from './context.ts';
import { type Scope, metricIs } from './events.ts';
import { canonical } from './json.ts';
import { leaf, leavesOf, mapLeaves } from './tree.ts';

/** Holds where so many sessions (at least one, if nothing else is said) meet what `build` asks of one session. */
export const anySession = (
  ctx: Context,
  scope: Scope,
  at: At,
  build: (session: Scope) => Answer | null,
  {
    within,
    operand = { $gte: 1 },
  }: { within?: Window; operand?: { [operator: string]: number } } = {},
): Answer | null => {
  const each = new Map<string, MetricDefinition>();
  const inside = build({
    kind: 'session',
    metric: (hint, definition) => {
      const text = canonical(definition);
      for (let n = 1; ; n += 1) {
        const id = n === 1 ? hint : `${hint}_${n}`;
        const there = each.get(id);
        if (there === undefined) each.set(id, definition);
        if (there === undefined || canonical(there) === text) return id;
      }
    },
  });
  if (inside === null) return null;
  // Facts about the session are those of the session that is looked at.
  const whole = mapLeaves<AnswerLeaf, AnswerLeaf>(inside, (l) =>
    leaf(
      'fact' in l && Object.keys(l.fact).every((fact) => fact.startsWith('session.'))
        ? { own: l.fact }
        : l,
    ),
  );
  const isOne = canonical(operand) === '{"$gte":1}';
  const answer = withoutFacts<AnswerLeaf>(
    [whole],
    ([session = false]) => {
      if (typeof session === 'boolean' && isOne && within === undefined) return session;
      const used = usedBy(session, each);
      if (used.size > LIMITS.sessionMetrics)
        return ctx.refuse(
          'too-complex',
          at,
          `More than ${LIMITS.sessionMetrics} numbers in one test of a session.`,
        );
      return metricIs(
        scope.metric('sessions', {
          sessions: answerCondition(session),
          ...(used.size > 0 && { each: Object.fromEntries(used) }),
          ...(within !== undefined && { within }),
        }),
        operand,
      );
    },
    isOne,
  );
  return answer === 'too-complex'
    ? ctx.refuse('too-complex', at, 'More than four facts of the visitor in one test of a session.')
    : answer;
};

/** The metrics that the condition reads, and those that these read. */
const usedBy = (
  session: Answer,
  each: ReadonlyMap<string, MetricDefinition>,
): ReadonlyMap<string, MetricDefinition> => {
  const read = new Set<string>();
  const add = (text: string): void => {
    for (const [, id = ''] of text.matchAll(/"metric\.([a-z0-9_]+)"/g)) {
      const definition = each.get(id);
      if (definition === undefined || read.has(id)) continue;
      read.add(id);
      add(canonical(definition));
    }
  };
  add(canonical(leavesOf(session)));
  return new Map([...each].filter(([id]) => read.has(id)));
};
