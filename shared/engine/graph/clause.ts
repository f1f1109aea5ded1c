import {
  type Operators,
  type PatternWatch,
  compileOperand,
  isOperatorObject,
} from '../../conditions/index.ts';
import { durationsToMs } from '../../definitions/durations.ts';
import type { Json } from '../../definitions/types.ts';
import type { EngineHost, HostFacts, Membership } from '../types.ts';
import { type Value, CompileError, and, not, recordOf } from '../values/values.ts';
import type { Property } from './property.ts';
import type { FactNode, HostFact, IngestedEvent } from './visitor-state.ts';
import type { SpecialWindow } from './window.ts';

/** A condition, or a part of one, compiled to a closure over what it is about. */
export interface Clause<Of> {
  readonly operator: string;
  readonly test: (of: Of) => Membership;
  readonly parts?: readonly Clause<Of>[];
  /** Of a leaf. */
  readonly fact?: string;
  readonly expected?: Json;
}

export type Lists = { readonly [id: string]: readonly (string | number)[] };

/** What documents are read with that ask more than how many events there were. */
export interface Details {
  /** Throws a CompileError for what is no property. */
  readonly propertyOf: (name: unknown) => Property;
  /** A condition on an event's own properties; `onRead` is told each that it reads. */
  readonly where: (
    condition: unknown,
    known: Known,
    onRead?: (property: Property) => void,
  ) => Clause<IngestedEvent>;
  readonly specialWindow: SpecialWindow;
  /** Only what the paths name; undefined where nothing of it is there. */
  readonly reduceProps: (
    props: IngestedEvent['props'],
    paths: readonly string[],
  ) => { [key: string]: unknown } | undefined;
}

/** What documents are read with that ask for facts that are no metric and no segment. */
export interface OtherFacts {
  /** Such a fact. `hostOf` gives the index of the host's fact that it reads. */
  readonly sourceFact: (
    fact: string,
    hostOf: (namespace: string, key: string) => number,
    dateFact: DateFact | undefined,
  ) => FactNode | null;
  readonly visitFact: (fact: string) => FactNode | null;
  readonly readHostFact: (facts: HostFacts, of: HostFact) => Value;
}

/** A fact of a date among the host's facts: `until`, `since` or `anniversary`. */
export type DateFact = (
  fact: string,
  index: number,
  dateAt: (host: EngineHost, time: number) => string,
) => FactNode;

/** What conditions and metrics are compiled with. */
export interface Known {
  readonly savedGroups: Lists;
  readonly watch: PatternWatch | undefined;
  readonly more: Operators | undefined;
  readonly details: Details | undefined;
  readonly otherFacts: OtherFacts | undefined;
  readonly dateFact: DateFact | undefined;
  /** Where a document is analysed; what has been once is not looked at again. */
  readonly inspection?: Inspection | undefined;
}

/** Looks at metrics and operands as they are compiled. Throws a CompileError for what has no meaning. */
export interface Inspection {
  metric(definition: { readonly [key: string]: unknown }): void;
  operand(operand: unknown): void;
  /** One that stands beside a fact that a condition reads. */
  leaf(fact: string, node: FactNode, written: unknown): void;
}

/** Walks `$and`, `$or`, `$nor`, `$not`; what the leaves read is the caller's. */
export const compileClause = <Of>(
  condition: unknown,
  leaf: (fact: string, operand: unknown) => Clause<Of>,
): Clause<Of> => {
  const list = (conditions: unknown, operator: string): Clause<Of>[] => {
    if (!Array.isArray(conditions)) throw new CompileError(`bad ${operator}`);
    return conditions.map(whole);
  };
  const whole = (part: unknown): Clause<Of> => {
    const parts = Object.entries(recordOf(part, 'condition')).map(([key, operand]): Clause<Of> => {
      if (key === '$and') return all(list(operand, key));
      if (key === '$or') return any(list(operand, key), key);
      if (key === '$nor') return negated(any(list(operand, key), '$or'), key);
      if (key === '$not') return negated(whole(operand), key);
      if (key.startsWith('$')) throw new CompileError(`no operator ${key}`);
      return leaf(key, operand);
    });
    return parts.length === 1 ? (parts[0] as Clause<Of>) : all(parts);
  };
  return whole(condition);
};

const all = <Of>(parts: readonly Clause<Of>[]): Clause<Of> => ({
  operator: '$and',
  parts,
  test: (of) => {
    let answer: Membership = true;
    for (const part of parts) {
      const result = part.test(of);
      if (result === false) return false;
      answer = and(answer, result);
    }
    return answer;
  },
});

const any = <Of>(parts: readonly Clause<Of>[], operator: string): Clause<Of> => ({
  operator,
  parts,
  test: (of) => {
    // An empty list holds, as in GrowthBook.
    let answer: Membership = parts.length === 0;
    for (const part of parts) {
      const result = part.test(of);
      if (result === true) return true;
      if (result === null) answer = null;
    }
    return answer;
  },
});

const negated = <Of>(part: Clause<Of>, operator: string): Clause<Of> => ({
  operator,
  parts: operator === '$nor' && part.parts ? part.parts : [part],
  test: (of) => not(part.test(of)),
});

/** A test of one known value; null stands for absent. What events hold `isMeasured`: a text beside a number is read as one. */
export const valueTest = (
  operand: unknown,
  known: Known,
  isMeasured: boolean,
): ((value: unknown) => boolean) =>
  compileOperand(operand, { ...known, missing: 'false', numbers: isMeasured ? 'read' : 'coerce' });

/** What an operand says when each of its operators is judged apart. */
export const judge = (
  operand: unknown,
  one: (operator: string, expected: unknown) => Membership,
): Membership => {
  if (!isOperatorObject(operand)) return one('$eq', operand);
  let answer: Membership = true;
  for (const [operator, expected] of Object.entries(operand))
    answer = and(answer, operator === '$not' ? not(judge(expected, one)) : one(operator, expected));
  return answer;
};

/** An operand that stands beside a duration: durations in milliseconds. */
export const inMs = (written: unknown): unknown => durationsToMs(written as Json);
