import { isOperatorObject } from '../../conditions/index.ts';
import type { Json } from '../../definitions/types.ts';
import type { Clause } from '../graph/clause.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import type { EngineInside } from '../runtime/engine.ts';
import type { ExplainedFact, ExplanationNode, Unless } from '../types.ts';
import { isRecord, not } from '../values/values.ts';
import type { Voice } from './voice.ts';
import { rounded, subjectOf, unlessWords, valueWords, when } from './words.ts';

/** What asks for no more than its value has none. */
const ASKED = {
  $ne: 'isNot',
  $nin: 'isNot',
  $gte: 'atLeast',
  $gt: 'moreThan',
  $lte: 'atMost',
  $lt: 'lessThan',
  $regex: 'pattern',
  $inGroup: 'inList',
  $type: 'ofType',
  $size: 'entries',
  $elemMatch: 'entry',
} as const;

/** What is asked for, in words. `spoken` says what the fact's values are called. */
const askedWords = (
  voice: Voice,
  operator: string,
  of: Json,
  spoken: (value: Json, join?: 'conjunction') => string,
): string => {
  const { words, say, formats } = voice;
  if (operator === '$exists') return of ? words.known : words.unknown;
  if (operator === '$notInGroup')
    return say(words.isNot, { value: askedWords(voice, '$inGroup', of, spoken) });
  // Of versions, and in capitals or small letters, the same is asked.
  const kind = operator.replace(/^\$v/, '$').replace(/i$/, '');
  const inside = isOperatorObject(of)
    ? formats.list(
        Object.entries(of).map(([one, operand]) => askedWords(voice, one, operand as Json, spoken)),
        'conjunction',
      )
    : null;
  if (kind === '$not') return say(words.not, { text: inside ?? spoken(of) });
  // Names and patterns are said as the definitions have them.
  const isName = /^\$(regex|inGroup|type)$/.test(kind);
  const value =
    inside ?? (isName ? (of as string) : spoken(of, kind === '$all' ? 'conjunction' : undefined));
  return kind in ASKED ? say(words[ASKED[kind as keyof typeof ASKED]], { value }) : value;
};

/** A leaf's first change by time alone, and the value that it then has. */
export interface Flip {
  readonly at: number;
  readonly value: Json;
}

export interface Look {
  readonly voice: Voice;
  readonly inside: EngineInside;
  readonly visitor: VisitorState;
  readonly flips: ReadonlyMap<Clause<VisitorState>, Flip>;
}

/** A node, and its words without those about the time to come. */
type Said = readonly [node: ExplanationNode, words: string];

/** Why a condition answers as it does. */
export const explainClause = (clause: Clause<VisitorState>, look: Look): Said =>
  clause.fact === undefined ? explainBranch(clause, look) : explainLeaf(clause, clause.fact, look);

const explainBranch = (clause: Clause<VisitorState>, look: Look): Said => {
  const { operator } = clause;
  const result = clause.test(look.visitor);
  const said = (clause.parts ?? []).map((part) => explainClause(part, look));
  const isTurned = operator === '$nor' || operator === '$not';
  const deciding = isTurned ? not(result) : result;
  const { words, say } = look.voice;
  const joint = operator.endsWith('or') && deciding !== true ? ` ${words.or} ` : '; ';
  const all = said
    .filter(([part]) => part.result === deciding)
    .map(([, each]) => each)
    .join(joint);
  const text = isTurned ? say(words.not, { text: all }) : all || words.nothingAsked;
  return [{ result, operator, text, parts: said.map(([node]) => node) }, text];
};

/** `of` is how much of it is asked for, where that can be said. */
const explainFact = (look: Look, fact: string, of: number | null): ExplainedFact => {
  const { voice, inside, visitor } = look;
  const { words, say } = voice;
  const { program } = inside;
  const { value, approximate, parts } = inside.readFact(visitor, fact);
  const facts = parts.map((part) => explainFact(look, part, null));
  const { name } = subjectOf(voice, fact, program.definitions);
  const isDuration = program.factsByName.get(fact)?.isDuration ?? false;
  const had = valueWords(voice, fact, value, isDuration, 'conjunction');
  const says = of === null ? had : say(words.partOf, { value: had, of });
  const plain = say(words.fact, { name, value: says });
  const parted = facts.map(({ text }) => text).join(', ');
  const text = facts.length > 0 ? say(words.madeOf, { text: plain, parts: parted }) : plain;
  return {
    fact,
    name,
    value,
    ...(approximate && { approximate }),
    ...(facts.length > 0 && { facts }),
    text: approximate ? say(words.approximately, { text }) : text,
  };
};

/** The number from which on a comparison answers otherwise; NaN where there is none. */
const levelOf = (operator: string, operand: unknown, isWhole: boolean): number => {
  if (typeof operand !== 'number') return NaN;
  if (/^\$(gte|lt)$/.test(operator)) return operand;
  return isWhole && /^\$(gt|lte)$/.test(operator) ? Math.floor(operand) + 1 : NaN;
};

/** How much is missing to a level; NaN where that cannot be said. */
const above = (level: number, value: Json): number =>
  typeof value === 'number' ? rounded(level - value) : NaN;

/** What a value is at least; NaN where that cannot be said. */
const leastOf = (value: Json): number =>
  Number(isRecord(value) ? value['atLeast'] : (value ?? NaN));

const explainLeaf = (clause: Clause<VisitorState>, fact: string, look: Look): Said => {
  const { expected } = clause;
  const { voice, inside, visitor } = look;
  const { words, say, formats } = voice;
  const { program } = inside;
  const { isDuration = false, scale = 0 } = program.factsByName.get(fact) ?? {};
  const { grows, again } = subjectOf(voice, fact, program.definitions);
  const asked: [string, unknown][] = isOperatorObject(expected)
    ? Object.entries(expected)
    : [['$eq', expected]];
  const [operator, operand] = asked.length === 1 && asked[0] ? asked[0] : ['$and', expected];
  const level = levelOf(operator, operand, scale === 1);
  // "2 of 3", but not "4 of 3".
  const isPart =
    grows &&
    operator === '$gte' &&
    level === operand &&
    !(leastOf(inside.readFact(visitor, fact).value) > level);

  const result = clause.test(visitor);
  const { text, ...known } = explainFact(look, fact, isPart ? level : null);
  const { value, approximate } = known;
  const gap = grows && result === false && operator[1] === 'g' ? above(level, value) : 0;
  const missing = gap > 0 ? gap : undefined;
  const flip = look.flips.get(clause);
  // The time since a match starts anew with the next; of a number, so much more keeps it up.
  const more = isDuration
    ? Number(/^\$[lg]te?$/.test(operator))
    : above(level, flip?.value ?? null);
  const unless: Unless | undefined =
    flip && again !== null && !approximate && more > 0 ? { more, what: again } : undefined;

  const askedFor = asked.map(([one, of]) =>
    askedWords(voice, one, of as Json, (each, join) =>
      valueWords(voice, fact, each, isDuration, join),
    ),
  );
  // What is as asked need not be said twice.
  const isPlain = isPart || (result === true && operator === '$eq');
  const whole = isPlain
    ? text
    : say(words.asked, { text, asked: formats.list(askedFor, 'conjunction') });
  const said = missing === undefined ? whole : say(words.missing, { text: whole, n: missing });
  const node: ExplanationNode = {
    ...known,
    result,
    operator,
    expected: operand as Json,
    ...(missing !== undefined && { missing }),
    ...(flip && { changesAt: flip.at }),
    ...(unless && { unless }),
    text: flip
      ? say(result === false ? words.from : words.until, {
          text: said,
          when: when(voice, visitor, flip.at),
          unless: unlessWords(voice, unless),
        })
      : said,
  };
  return [node, said];
};
