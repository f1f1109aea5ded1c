import type { Wish } from './metric.ts';
import type { Taken } from './run.ts';
import { at } from './values.ts';
import { type Predicate, meets } from './where.ts';

/** A wish, and the place of the metric that has it. */
export interface Enlisted extends Wish {
  readonly metric: number;
}

/** Places of metrics, and bits, in turn. */
type Concerned = number[];
const NOBODY: Concerned = [];

/** Those who share a condition. */
interface Group {
  readonly where: Predicate;
  readonly who: Concerned;
}

/** Those who are concerned anyway, and those who ask something. */
interface Choice {
  readonly always: Concerned;
  readonly groups: Group[];
}

/** Conditions that want a property to be one of some texts, by that text. */
interface Table {
  readonly path: readonly [string];
  readonly byText: Map<string, Choice>;
  readonly all: Choice;
}

/** Who is concerned by events of one name. */
interface Branch extends Choice {
  readonly tables: Table[];
  /** Metrics that ask nothing of them: each stands here once. */
  readonly surely: Concerned;
}

const isTransition = (name: string): boolean => /^(enter|leave):/.test(name);

const freshChoice = (): Choice => ({ always: [], groups: [] });

/**
 * Who reads an event: places of metrics, and the bits of their wishes that it meets, in turn. Nothing
 * is asked about all others. The list is good until the next event.
 */
export const makeDispatch = (everybody: readonly Enlisted[]): ((event: Taken) => Concerned) => {
  const branchOf = (name: string): Branch => {
    const branch: Branch = { ...freshChoice(), tables: [], surely: [] };
    const concerned = everybody.filter(
      ({ names }) => names.includes(name) || (names.includes('*') && !isTransition(name)),
    );
    const asking = new Set(concerned.flatMap(({ where, metric }) => (where ? [metric] : [])));
    const sure = new Map<number, number>();
    for (const one of concerned)
      if (asking.has(one.metric)) enlist(branch, one);
      else sure.set(one.metric, (sure.get(one.metric) ?? 0) | one.bit);
    for (const pair of sure) branch.surely.push(...pair);
    return branch;
  };
  const branches = new Map<string, Branch>();
  for (const name of new Set(everybody.flatMap(({ names }) => names)))
    branches.set(name, branchOf(name));
  const others = branches.get('*');

  const found: number[] = [];
  /** By metric, the bits that stand in `found`, and where. */
  const note = (who: Concerned): void => {
    for (let i = 0; i < who.length; i += 2) {
      const metric = who[i] as number;
      const bits = who[i + 1] as number;
      const known = places[metric] as number;
      if (known < found.length && found[known] === metric)
        found[known + 1] = (found[known + 1] as number) | bits;
      else places[metric] = found.push(metric, bits) - 2;
    }
  };
  const ask = (event: Taken, { always, groups }: Choice): void => {
    note(always);
    for (const { where, who } of groups) if (meets(event, where)) note(who);
  };
  const places = new Int32Array(1 + Math.max(-1, ...everybody.map(({ metric }) => metric)));

  return (event) => {
    const branch =
      branches.get(event.name) ?? (others && !isTransition(event.name) ? others : undefined);
    if (!branch) return NOBODY;
    const { surely, groups, tables } = branch;
    if (groups.length + tables.length === 0) return surely;
    found.length = 0;
    for (let i = 0; i < surely.length; i++) found.push(surely[i] as number);
    ask(event, branch);
    for (const { path, byText, all } of tables) {
      const value = at(event.props, path);
      const choice = typeof value === 'string' ? byText.get(value) : all;
      if (choice) ask(event, choice);
    }
    return found;
  };
};

const join = ({ always, groups }: Choice, where: Predicate | null, one: Enlisted): void => {
  let who = always;
  if (where) {
    const group = groups.find((other) => other.where === where) ?? { where, who: [] };
    if (group.who.length === 0) groups.push(group);
    who = group.who;
  }
  who.push(one.metric, one.bit);
};

const enlist = (branch: Branch, one: Enlisted): void => {
  const lookup = one.where?.lookup;
  if (!lookup) return join(branch, one.where, one);
  const { name, values, isAll } = lookup;
  let table = branch.tables.find((other) => other.path[0] === name);
  if (!table) branch.tables.push((table = { path: [name], byText: new Map(), all: freshChoice() }));
  join(table.all, one.where, one);
  for (const value of values) {
    const byValue = table.byText.get(value) ?? freshChoice();
    table.byText.set(value, byValue);
    // Having found the text may be all that the condition asks.
    join(byValue, isAll ? null : one.where, one);
  }
};
