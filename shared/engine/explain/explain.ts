import type { Clause } from '../graph/clause.ts';
import { type Flip, type Look, explainClause } from './clause.ts';
import type { LinkedPlan } from '../plan/linked-plan.ts';
import type { CompiledSegment } from '../plan/segments.ts';
import { keptTo } from '../runtime/membership.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import type { EngineInside } from '../runtime/engine.ts';
import type { Explanation, Unless } from '../types.ts';
import type { Voice } from './voice.ts';
import { unlessWords, when } from './words.ts';

type Leaf = Clause<VisitorState>;

const leavesOf = (clause: Leaf): readonly Leaf[] =>
  clause.fact === undefined ? (clause.parts ?? []).flatMap(leavesOf) : [clause];

/** How many instants are looked at for one that changes the answer. */
const MOST_STEPS = 500;

/** Why a segment answers as it does, since when, and until when; by letting time pass for a copy. */
export const explainSegment = (
  inside: EngineInside,
  segment: CompiledSegment,
  voice: Voice,
): Explanation => {
  const { words, say } = voice;
  const { program, runtime } = inside;
  const { visitor } = runtime;
  const copy = inside.fork();
  const { id, name, index, exclude, excludeEver, precedence, keepMs } = segment;
  const membership = runtime.answers.membership(index);
  const since = runtime.answers.times[index] as number;
  const answer = visitor.answers[index] ?? null;

  const leaves = [segment.when, exclude, excludeEver].flatMap((one) => (one ? leavesOf(one) : []));
  let results = leaves.map((leaf) => leaf.test(visitor));
  const flips = new Map<Leaf, Flip>();
  let flipped: readonly Leaf[] = [];
  let changesAt: number | null = null;
  for (let step = 0; step < MOST_STEPS && changesAt === null; step++) {
    const at = copy.nextTimer();
    if (at === null) break;
    copy.advanceTo(at);
    const next = leaves.map((leaf) => leaf.test(copy.visitor));
    flipped = leaves.filter((_, i) => next[i] !== results[i]);
    results = next;
    for (const leaf of flipped)
      if (!flips.has(leaf))
        flips.set(leaf, { at, value: inside.readFact(copy.visitor, leaf.fact ?? '').value });
    if ((copy.visitor.answers[index] ?? null) !== answer) changesAt = at;
  }
  const look: Look = { voice, inside, visitor, flips };
  const changesTo = changesAt === null ? null : (copy.visitor.answers[index] ?? null);

  /** What is sure to keep the answer: the condition itself, or what keeps the only clause that changes. */
  const unlessOf = (): Unless | null => {
    if (changesAt === null || precedence.length > 0) return null;
    if (keepMs > 0 && keptTo(segment, copy.answers.membership(index)) === changesAt)
      return exclude || excludeEver ? null : 'condition';
    const [leaf, ...others] = flipped;
    if (!leaf || others.length > 0 || flips.get(leaf)?.at !== changesAt) return null;
    const isAlone = leaves.every((one) => one === leaf || isApart(program, leaf, one));
    return isAlone ? (explainClause(leaf, look)[0].unless ?? null) : null;
  };
  const unless = unlessOf();

  const [because, condition] = explainClause(segment.when, look);
  const rules = (['excludeEver', 'exclude'] as const).flatMap((rule) => {
    const clause = segment[rule];
    if (!clause) return [];
    const [node, text] = explainClause(clause, look);
    const holds = rule === 'excludeEver' && membership.out ? true : node.result;
    return [{ rule, because: node, holds, text }];
  });
  const ruling =
    rules.find(({ holds }) => holds) ??
    rules.find(({ holds }) => holds === null && answer === null && because.result !== null);
  const excluded = ruling?.holds === true;
  const own = visitor.beforeGroups[index] ?? null;
  const ahead =
    answer === own
      ? undefined
      : precedence.find((one) => visitor.beforeGroups[one] === (answer === null ? null : true));
  const first = program.compiledSegments[ahead ?? -1];
  const keptEnd = keptTo(segment, membership);
  const kept = visitor.now < keptEnd;
  const keptUntil = kept && keptEnd < Infinity ? keptEnd : null;
  const disabled = program.disabled.get(id) ?? null;

  const whyOf = (): string => {
    if (ruling) {
      if (!excluded) return say(words.leftOutPerhaps, { why: ruling.text });
      const isOnce = ruling.rule === 'excludeEver';
      return say(isOnce ? words.leftOutEver : words.leftOut, { why: ruling.text });
    }
    if (first)
      return say(answer === null ? words.behindPerhaps : words.behind, { name: first.name });
    if (!kept) return condition;
    if (keptUntil === null) return say(words.keptEver, { why: condition });
    return keptUntil === changesAt
      ? say(words.kept, { why: condition })
      : say(words.keptUntil, { why: condition, when: when(voice, visitor, keptUntil) });
  };
  const standing = answer === null ? words.unknownSince : answer ? words.in : words.notIn;
  const stands = say(standing, { when: when(voice, visitor, since), why: whyOf() });
  const change = answer === true ? words.leaves : changesTo === true ? words.enters : words.changes;
  const text =
    changesAt === null
      ? stands
      : say(change, {
          text: stands,
          when: when(voice, visitor, changesAt),
          unless: unlessWords(voice, unless),
        });
  return {
    segment: id,
    name,
    member: answer,
    since,
    changesAt,
    changesTo,
    unless,
    historySince: visitor.firstSeen,
    kept,
    keptUntil,
    excluded,
    exclusion: ruling ? { rule: ruling.rule, because: ruling.because } : null,
    behind: first ? { segment: first.id, name: first.name } : null,
    disabled,
    text: disabled ? say(words.disabled, { why: disabled }) : text,
    because,
  };
};

/** Facts that the host tells, or that time changes: no event of the visitor's moves them. */
const STILL = /^(trait|geo|device|now|until|since|anniversary)\./;

/** Whether no event that the one clause counts can move the other. */
const isApart = ({ metricNodes, factsByName }: LinkedPlan, one: Leaf, other: Leaf): boolean => {
  const counts = factsByName.get(one.fact ?? '');
  const reads = factsByName.get(other.fact ?? '');
  const counted = metricNodes[counts?.metric ?? -1];
  const read = metricNodes[reads?.metric ?? -1];
  if (!read || !reads || !counts) return STILL.test(other.fact ?? '');
  const names = counted?.inputs.flatMap((input) => input.names) ?? [];
  return (
    !read.metric.followsSessions &&
    reads.segments.length + counts.segments.length === 0 &&
    !read.inputs.some((input) =>
      input.names.some((name) => name === '*' || names.includes('*') || names.includes(name)),
    )
  );
};
