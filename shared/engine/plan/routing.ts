import type { Subscription } from '../graph/metric.ts';
import type { IngestedEvent } from '../graph/visitor-state.ts';
import { own } from '../values/values.ts';
import { type Predicate, meets } from '../graph/predicate.ts';
import { isTransition } from '../graph/subscriptions.ts';

/** A subscription, and the index of the metric that has it. */
export interface MetricInput extends Subscription {
  readonly metric: number;
}

/** Indexes of metrics, each once, and the bits of their subscriptions, in turn. */
type Readers = number[];
const NO_READERS: Readers = [];

/** Metrics that share a condition. */
interface Group {
  readonly where: Predicate;
  readonly readers: Readers;
}

/** Metrics that read the event whatever it holds, and those that read it on a condition. */
interface Choice {
  readonly unconditional: Readers;
  readonly conditional: readonly Group[];
}

/** Conditions that a property is one of some texts, by that text. */
interface Table {
  readonly property: string;
  readonly byText: ReadonlyMap<string, Choice>;
  /** For a text that is in no condition, and for what is no text. */
  readonly otherText: Choice;
  readonly noText: Choice;
}

/** Who reads events of one name. */
interface Branch {
  readonly others: Choice;
  readonly tables: readonly Table[];
}

/** Adds to a list in which each metric stands once; `positions` says where it may stand. */
const addReaders = (found: number[], positions: Int32Array, who: Readers): void => {
  for (let i = 0; i < who.length; i += 2) {
    const metric = who[i] as number;
    const bits = who[i + 1] as number;
    const known = positions[metric] as number;
    if (known < found.length && found[known] === metric)
      found[known + 1] = (found[known + 1] as number) | bits;
    else positions[metric] = found.push(metric, bits) - 2;
  }
};

/** What the text that stands in the table's property leads to. */
const lookUp = (
  { property, byText, otherText, noText }: Table,
  { props }: IngestedEvent,
): Choice => {
  const value = own(props, property);
  return typeof value === 'string' ? (byText.get(value) ?? otherText) : noText;
};

/**
 * Who reads an event: indexes of metrics, and the bits of their subscriptions that it meets, in turn. Of all
 * others nothing is looked at.
 */
export const makeRouter = (inputs: readonly MetricInput[]): ((event: IngestedEvent) => Readers) => {
  const positions = new Int32Array(1 + Math.max(-1, ...inputs.map(({ metric }) => metric)));

  const choiceOf = (some: readonly MetricInput[], others?: Choice): Choice => {
    const unconditional: number[] = [...(others?.unconditional ?? [])];
    const conditional = (others?.conditional ?? []).map(({ where, readers }): Group => ({
      where,
      readers: [...readers],
    }));
    for (const { metric, bit, where } of some) {
      const known = conditional.find((one) => one.where === where);
      if (where === null) addReaders(unconditional, positions, [metric, bit]);
      else if (known) known.readers.push(metric, bit);
      else conditional.push({ where, readers: [metric, bit] });
    }
    return { unconditional, conditional };
  };

  const tableOf = (property: string, some: readonly MetricInput[], others?: Choice): Table => {
    const texts = new Set(some.flatMap(({ where }) => where?.lookup?.values ?? []));
    const byText = [...texts].map((text): [string, Choice] => {
      const asking = some.filter(({ where }) => where?.lookup?.values.includes(text));
      // Having found the text may be all that a condition asks.
      const met = asking.map((one) => (one.where?.lookup?.isAll ? { ...one, where: null } : one));
      return [text, choiceOf(met, others)];
    });
    return {
      property,
      byText: new Map(byText),
      otherText: choiceOf([], others),
      noText: choiceOf(some, others),
    };
  };

  const branchOf = (name: string): Branch => {
    const byProperty = new Map<string, MetricInput[]>();
    const asking: MetricInput[] = [];
    for (const one of inputs) {
      const { names, where } = one;
      if (!names.includes(name) && !(names.includes('*') && !isTransition(name))) continue;
      const property = where?.lookup?.name;
      if (property === undefined) asking.push(one);
      else byProperty.set(property, [...(byProperty.get(property) ?? []), one]);
    }
    const others = choiceOf(asking);
    // What one table finds is all that there is to find.
    const within = byProperty.size === 1 ? others : undefined;
    return {
      others,
      tables: [...byProperty].map(([property, some]) => tableOf(property, some, within)),
    };
  };
  const branches = new Map<string, Branch>();
  for (const name of new Set(inputs.flatMap(({ names }) => names)))
    branches.set(name, branchOf(name));
  const anyName = branches.get('*');

  const collect = (
    event: IngestedEvent,
    { unconditional, conditional }: Choice,
    found: number[],
  ): void => {
    addReaders(found, positions, unconditional);
    for (const { where, readers } of conditional)
      if (meets(event, where)) addReaders(found, positions, readers);
  };

  return (event) => {
    const branch =
      branches.get(event.name) ?? (anyName && !isTransition(event.name) ? anyName : undefined);
    if (!branch) return NO_READERS;
    const { others, tables } = branch;
    const choice = tables.length === 1 ? lookUp(tables[0] as Table, event) : others;
    if (tables.length < 2 && choice.conditional.length === 0) return choice.unconditional;
    const found: number[] = [];
    collect(event, choice, found);
    if (tables.length > 1) for (const table of tables) collect(event, lookUp(table, event), found);
    return found;
  };
};
