import { isOperatorObject } from '../../conditions/index.ts';
import type { Subscription } from '../graph/metric.ts';
import type { Predicate } from '../graph/predicate.ts';
import { isTransition } from '../graph/subscriptions.ts';
import type { Branch, Choice, Table } from '../plan/program.ts';
import type { Predicates } from './predicates.ts';

/** A subscription, and the index of the metric that has it. */
export interface MetricInput extends Subscription {
  readonly metric: number;
}

/** Where a condition can be looked up: one of these texts must stand in the property. */
interface Lookup {
  readonly name: string;
  readonly values: readonly string[];
  /** The condition asks nothing else. */
  readonly isAll: boolean;
}

/** As a choice in a program, while it is made. */
interface Readers {
  readonly unconditional: number[];
  readonly conditional: { readonly where: Predicate; readonly readers: number[] }[];
}

/** Who reads events of which name: tables that find the metrics concerned, so that of all others nothing is looked at. */
export const branchesOf = (
  inputs: readonly MetricInput[],
  predicates: Predicates,
): readonly Branch[] => {
  const lookups = new Map<Predicate | null, Lookup | null>([[null, null]]);
  const lookupOf = (where: Predicate | null): Lookup | null => {
    const found = lookups.get(where);
    if (found !== undefined) return found;
    const made = lookup(predicates.conditionOf(where as Predicate));
    lookups.set(where, made);
    return made;
  };

  const readersOf = (some: readonly MetricInput[], others?: Readers): Readers => {
    const unconditional = [...(others?.unconditional ?? [])];
    const conditional = (others?.conditional ?? []).map(({ where, readers }) => ({
      where,
      readers: [...readers],
    }));
    for (const { metric, bit, where } of some) {
      const known = conditional.find((one) => one.where === where);
      if (where === null) addReader(unconditional, metric, bit);
      else if (known) known.readers.push(metric, bit);
      else conditional.push({ where, readers: [metric, bit] });
    }
    return { unconditional, conditional };
  };
  const choiceOf = ({ unconditional, conditional }: Readers): Choice => [
    unconditional,
    conditional.map(({ where, readers }) => [predicates.indexOf(where), readers] as const),
  ];

  const tableOf = (property: string, some: readonly MetricInput[], others?: Readers): Table => {
    const texts = new Set(some.flatMap(({ where }) => lookupOf(where)?.values ?? []));
    return {
      property,
      byText: [...texts].map((text): readonly [string, Choice] => {
        const asking = some.filter(({ where }) => lookupOf(where)?.values.includes(text));
        // Having found the text may be all that a condition asks.
        const met = asking.map((one) =>
          lookupOf(one.where)?.isAll ? { ...one, where: null } : one,
        );
        return [text, choiceOf(readersOf(met, others))];
      }),
      otherText: choiceOf(readersOf([], others)),
      noText: choiceOf(readersOf(some, others)),
    };
  };

  const branchOf = (name: string): Branch => {
    const byProperty = new Map<string, MetricInput[]>();
    const asking: MetricInput[] = [];
    for (const one of inputs) {
      const { names, where } = one;
      if (!names.includes(name) && !(names.includes('*') && !isTransition(name))) continue;
      const property = lookupOf(where)?.name;
      if (property === undefined) asking.push(one);
      else byProperty.set(property, [...(byProperty.get(property) ?? []), one]);
    }
    const others = readersOf(asking);
    // What one table finds is all that there is to find.
    const within = byProperty.size === 1 ? others : undefined;
    return {
      name,
      others: choiceOf(others),
      tables: [...byProperty].map(([property, some]) => tableOf(property, some, within)),
    };
  };

  return [...new Set(inputs.flatMap(({ names }) => names))].map(branchOf);
};

/** Adds to a list in which each metric stands once. */
const addReader = (found: number[], metric: number, bit: number): void => {
  for (let i = 0; i < found.length; i += 2)
    if (found[i] === metric) {
      found[i + 1] = (found[i + 1] as number) | bit;
      return;
    }
  found.push(metric, bit);
};

const lookup = (condition: { readonly [name: string]: unknown }): Lookup | null => {
  const clauses = Object.entries(condition);
  for (const [name, operand] of clauses) {
    if (/^(\$|item_|items\.|time\.)|\./.test(name)) continue;
    const operators = isOperatorObject(operand) ? Object.keys(operand) : ['$eq'];
    const equal = isOperatorObject(operand) ? (operand['$in'] ?? [operand['$eq']]) : [operand];
    if (Array.isArray(equal) && equal.every((value) => typeof value === 'string'))
      return {
        name,
        values: [...new Set(equal)],
        isAll: clauses.length === 1 && operators.length === 1,
      };
  }
  return null;
};
