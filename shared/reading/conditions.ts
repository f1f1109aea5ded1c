import { type FieldOperator, isOperatorObject } from '../conditions/operators.ts';
import { type Reading, reading } from './reading.ts';
import { jsonText, valueText } from './values.ts';
import type { Voice } from './voice.ts';

/** A fact as the subject of a sentence. */
export interface Subject {
  readonly name: string;
  /** Whose values have names of their own. */
  readonly fact?: string;
  readonly isDuration?: boolean;
}

/** What the keys of a condition stand for. */
export interface Scope {
  readonly subject: (key: string) => Subject;
  /** A whole clause in words of its own; null where subject and predicate say it. */
  readonly clause?: (key: string, operand: unknown) => Reading | null;
}

type Members = { readonly [key: string]: unknown };
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All that a condition asks; none where it asks nothing. */
export const clausesOf = (voice: Voice, value: unknown, scope: Scope): readonly Reading[] => {
  const { words } = voice;
  if (!isMembers(value)) return [asJson(voice, value)];
  const whole = (part: unknown): Reading => together(voice, clausesOf(voice, part, scope));
  return Object.entries(value).flatMap(([key, operand]): readonly Reading[] => {
    if (key === '$not') return [reading(words.not, [whole(operand)])];
    if (key === '$and' || key === '$or' || key === '$nor') {
      if (!Array.isArray(operand)) return [asJson(voice, { [key]: operand })];
      if (key === '$and') return operand.flatMap((part) => clausesOf(voice, part, scope));
      const parts = operand.map(whole);
      const none = parts.length > 0 ? parts : [reading(words.emptyList)];
      return [reading(key === '$or' ? words.any : words.none, none)];
    }
    if (key.startsWith('$')) return [asJson(voice, { [key]: operand })];
    return one(scope.clause?.(key, operand)) ?? factClauses(voice, scope.subject(key), operand);
  });
};

const one = (found: Reading | null | undefined) => (found ? [found] : undefined);
const asJson = (voice: Voice, value: unknown) =>
  reading(voice.say(voice.words.json, { json: jsonText(value) }));

/** All of them as one. */
const together = (voice: Voice, clauses: readonly Reading[]): Reading => {
  const [first, ...more] = clauses;
  if (!first) return reading(voice.words.everybody);
  return more.length === 0 ? first : reading(voice.words.all, clauses);
};

/** A clause for each operator. */
export const factClauses = (
  voice: Voice,
  subject: Subject,
  operand: unknown,
): readonly Reading[] => {
  const { words, say } = voice;
  const { name } = subject;
  const clause = (is: string) => reading(say(words.clause, { name, is }));
  if (!isOperatorObject(operand))
    return [clause(say(words.is.value, { value: valueText(voice, operand, subject) }))];
  return Object.entries(operand).map(([operator, expected]): Reading => {
    if (operator === '$not') return reading(words.not, factClauses(voice, subject, expected));
    if (operator === '$size') {
      const size: Subject = { name: say(words.size, { name }) };
      const [only, ...more] = factClauses(voice, size, expected);
      return only && more.length === 0
        ? only
        : reading(
            words.all,
            [only, ...more].filter((part) => part !== undefined),
          );
    }
    if (operator === '$elemMatch') {
      const parts = isOperatorObject(expected)
        ? factClauses(voice, { ...subject, name: words.entry }, expected)
        : clausesOf(voice, expected, properties(voice));
      return reading(
        say(words.holdsEntry, { name }),
        parts.length > 0 ? parts : [reading(words.everybody)],
      );
    }
    return clause(predicate(voice, subject, operator, expected));
  });
};

/** Operators that take a list, and how its entries are joined. */
const LISTS: { readonly [operator: string]: 'disjunction' | 'conjunction' } = {
  $in: 'disjunction',
  $nin: 'disjunction',
  $ini: 'disjunction',
  $nini: 'disjunction',
  $all: 'conjunction',
  $alli: 'conjunction',
};
const TEXTS = /^\$(inGroup|notInGroup|type|regexi?)$/;

const predicate = (voice: Voice, subject: Subject, operator: string, expected: unknown): string => {
  const { words, say } = voice;
  const phrase = (value: string) => say(words.is[operator as Plain], { value });
  const join = LISTS[operator];
  if (operator === '$exists' && typeof expected === 'boolean')
    return expected ? words.is.known : words.is.unknown;
  if (join && Array.isArray(expected))
    return phrase(
      voice.list(
        expected.map((each) => valueText(voice, each, subject)),
        join,
      ),
    );
  if (TEXTS.test(operator) && typeof expected === 'string') return phrase(voice.quote(expected));
  if (!join && !TEXTS.test(operator) && Object.hasOwn(words.is, operator))
    return phrase(valueText(voice, expected, subject));
  return say(words.is.json, { operator: jsonText(operator), json: jsonText(expected) });
};
type Plain = Exclude<FieldOperator, '$not' | '$size' | '$elemMatch' | '$exists'>;

/** Of an event or of an entry in a list: keys are names of properties. */
export const properties = (voice: Voice): Scope => ({
  subject: (key) => ({ name: voice.say(voice.words.property, { name: voice.quote(key) }) }),
});

/** Of an event, which knows its own time and visit, too. */
export const eventScope = (voice: Voice): Scope => {
  const { words } = voice;
  const { subject } = properties(voice);
  return {
    subject(key) {
      if (key === 'time.hour') return { name: words.eventHour };
      if (key === 'time.weekday') return { name: words.eventWeekday, fact: 'now.weekday' };
      return key === 'session.number' ? { name: words.eventSession } : subject(key);
    },
  };
};

/** How long a sentence may be before it is a list. */
const LONGEST = 260;
/** How many clauses one sentence may join. */
const MOST = 4;

/** A condition as one sentence where it is short, else as a list under a heading. */
export const ruleOf = (voice: Voice, condition: unknown, scope: Scope): Reading => {
  const { words, say } = voice;
  const entries = isMembers(condition) ? Object.entries(condition) : [];
  const [[key, operand] = [], ...more] = entries;
  const isEither =
    key === '$or' && more.length === 0 && Array.isArray(operand) && operand.length > 1;
  const clauses = isEither
    ? operand.map((part) => together(voice, clausesOf(voice, part, scope)))
    : clausesOf(voice, condition, scope);
  const [first, ...rest] = clauses;
  if (!first) return reading(words.everybody);
  if (rest.length === 0) return first;
  const length = clauses.reduce((sum, { text }) => sum + text.length, 0);
  if (clauses.length > MOST || length > LONGEST || clauses.some(({ parts }) => parts))
    return reading(isEither ? words.any : words.all, clauses);
  return rest.reduce(
    (before, { text }) =>
      reading(say(isEither ? words.or : words.and, { one: before.text, more: text })),
    first,
  );
};
