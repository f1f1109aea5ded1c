import { formatDuration } from '../definitions/durations.ts';
import { isOperatorObject } from '../conditions/index.ts';
import type { Json } from '../definitions/types.ts';
import type { Clause } from './clause.ts';
import type { Program } from './program.ts';
import type { Member } from './members.ts';
import { keptTo } from './membership.ts';
import type { Run, Source } from './run.ts';
import type { Runtime } from './runtime.ts';
import type { Explanation, ExplanationNode } from './types.ts';
import { Range, type Value } from './values.ts';

/** A value as JSON: bounds as `{ "atLeast": 3 }`, `{ "unknown": true }` where nothing is certain. */
export const shown = (value: Value): Json => {
  if (value === Infinity) return 'never';
  if (!(value instanceof Range)) return value ?? null;
  const { low, high } = value;
  return low > -Infinity
    ? { atLeast: low }
    : high < Infinity
      ? { atMost: high }
      : { unknown: true };
};

const WORDS: { readonly [operator: string]: string } = {
  $eq: 'is',
  $ne: 'is not',
  $gte: 'at least',
  $gt: 'more than',
  $lte: 'at most',
  $lt: 'less than',
  $in: 'one of',
  $nin: 'none of',
  $exists: 'known:',
};

const inWords = (value: Json | undefined, isDuration: boolean): string => {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'number') return isDuration ? formatDuration(value) : String(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && 'atLeast' in value)
    return `at least ${inWords(value['atLeast'] as Json, isDuration)}`;
  if (typeof value === 'object' && 'atMost' in value)
    return `at most ${inWords(value['atMost'] as Json, isDuration)}`;
  return typeof value === 'object' && 'unknown' in value ? 'not known' : JSON.stringify(value);
};

/** Why a condition answers as it does. `changes` says when each leaf changes by itself. */
const explainClause = (
  clause: Clause<Run>,
  { sources, measured, run }: Look,
  changes: ReadonlyMap<Clause<Run>, number>,
): ExplanationNode => {
  const { operator, parts, fact, expected } = clause;
  const result = clause.test(run);
  if (fact === undefined)
    return {
      result,
      operator,
      text: operator,
      parts: (parts ?? []).map((part) => explainClause(part, { sources, measured, run }, changes)),
    };
  const source = sources.get(fact);
  const state = run.metrics[source?.metric ?? -1];
  const metric = measured[source?.metric ?? -1]?.metric;
  const value = shown(source?.get(run));
  const isDuration = source?.isDuration ?? false;
  const asked = isOperatorObject(expected)
    ? Object.entries(expected)
    : [['$eq', expected] as const];
  const [[name, operand] = ['$eq', null]] = asked;
  const says = inWords(value, isDuration);
  const inFull = asked.map(
    ([one, of]) => `${WORDS[one] ?? one} ${inWords(of as Json, isDuration)}`,
  );
  const isPart = asked.length === 1 && name === '$gte' && !isDuration;
  const changesAt = changes.get(clause);
  return {
    result,
    operator: asked.length === 1 ? name : '$and',
    fact,
    value,
    expected: (asked.length === 1 ? operand : expected) as Json,
    ...(changesAt !== undefined && { changesAt }),
    text:
      (isPart ? `${says} of ${inWords(operand as Json, false)}` : `${says}; ${inFull.join(', ')}`) +
      (state && metric?.approximate?.(state) ? ', approximately' : ''),
  };
};

interface Look {
  readonly sources: ReadonlyMap<string, Source>;
  readonly measured: Program['measured'];
  readonly run: Run;
}

const leavesOf = (clause: Clause<Run>): readonly Clause<Run>[] =>
  clause.fact === undefined ? (clause.parts ?? []).flatMap(leavesOf) : [clause];

/** How many instants are looked at for one that changes the answer. */
const MOST_STEPS = 500;

/** Why a segment answers as it does, since when, and until when; by letting time pass for a copy. */
export const explain = (
  program: Program,
  { run, standings }: Runtime,
  copy: Runtime,
  member: Member,
): Explanation => {
  const { id, name, place, when, exclude } = member;
  const standing = standings[place] as (typeof standings)[number];
  const answer = run.answers[place] ?? null;
  const leaves = leavesOf(when);
  const results = leaves.map((leaf) => leaf.test(run));
  const changes = new Map<Clause<Run>, number>();
  let changesAt: number | null = null;
  for (let step = 0; step < MOST_STEPS && changesAt === null; step++) {
    const next = copy.nextWake();
    if (next === null) break;
    copy.pass(next);
    for (const [i, leaf] of leaves.entries())
      if (!changes.has(leaf) && leaf.test(copy.run) !== results[i]) changes.set(leaf, next);
    if ((copy.run.answers[place] ?? null) !== answer) changesAt = next;
  }
  const kept = run.now < keptTo(member, standing);
  const excluded = standing.out || exclude?.test(run) === true;
  const failure = program.disabled.get(id);
  return {
    segment: id,
    name,
    member: answer,
    since: standing.since,
    changesAt,
    historySince: run.firstSeen,
    kept,
    excluded,
    text: failure
      ? `Cannot be evaluated: ${failure}.`
      : excluded
        ? 'Left out by a rule of exclusion.'
        : kept
          ? 'The condition no longer holds; the membership lasts a while.'
          : answer === null
            ? 'Cannot be known from what this device has.'
            : answer
              ? 'The condition holds.'
              : run.own[place] === true
                ? 'The condition holds, but another segment of the group comes first.'
                : 'The condition does not hold.',
    because: explainClause(
      when,
      { sources: program.factSources, measured: program.measured, run },
      changes,
    ),
  };
};
