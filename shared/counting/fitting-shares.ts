import type { AnswerStats, QuestionStats } from '../wire/index.ts';
import { consistentShares, type Constraint } from './consistent.ts';
import type { Nested } from './nested.ts';
import { roundingFor } from './rounding.ts';

/**
 * Shares that fit each other, of those that are shown and from nothing else: of one question they sum to 1 at most, or
 * to 1 where all are shown; a segment asked about by itself has the share that it has in its group; and one within
 * another is not the larger.
 */
export function fittingShares(
  questions: readonly Omit<QuestionStats, 'name'>[],
  nested: readonly Nested[],
): ReadonlyMap<AnswerStats, number> {
  const shown: Extract<AnswerStats, { state: 'released' }>[] = [];
  const constraints: Constraint[] = [];
  const ofSegment = new Map<string, number[]>();
  const atMost = (most: number, factors: readonly (readonly [number, number])[]) =>
    constraints.push({ most, factors: new Map(factors) });
  for (const { kind, answers } of questions) {
    const own: number[] = [];
    for (const answer of answers) {
      if (answer.state !== 'released') continue;
      const at = shown.push(answer) - 1;
      own.push(at);
      atMost(0, [[at, -1]]);
      if (answer.id !== null && (kind === 'segment' || kind === 'group'))
        ofSegment.set(answer.id, [...(ofSegment.get(answer.id) ?? []), at]);
    }
    const all = (factor: number) => own.map((at) => [at, factor] as const);
    atMost(1, all(1));
    if (kind !== 'segment' && own.length === answers.length) atMost(-1, all(-1));
  }
  const isWithin = (inner: number, outer: number) =>
    atMost(0, [
      [inner, 1],
      [outer, -1],
    ]);
  for (const [first, ...others] of ofSegment.values())
    for (const other of others)
      if (first !== undefined) {
        isWithin(first, other);
        isWithin(other, first);
      }
  for (const [inner, outer] of nested) {
    const [one, other] = [ofSegment.get(inner)?.[0], ofSegment.get(outer)?.[0]];
    if (one !== undefined && other !== undefined) isWithin(one, other);
  }
  const shares = consistentShares(shown, constraints);
  return new Map(
    shown.map((answer, at) => [
      answer,
      roundingFor(answer.standardError)(Math.max(0, shares[at] ?? answer.share)),
    ]),
  );
}
