import type { IngestedEvent } from '../graph/visitor-state.ts';
import { type Predicate, meets } from '../graph/predicate.ts';
import { isTransition } from '../graph/subscriptions.ts';
import type {
  Choice as WrittenChoice,
  Program,
  Readers,
  Table as WrittenTable,
} from './program.ts';

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
  // What is inherited is no text.
  const value = props?.[property];
  return typeof value === 'string' ? (byText.get(value) ?? otherText) : noText;
};

/** Gives for an event, in turn, the indexes of the metrics that read it and the bits of their subscriptions that it meets. */
export type Router = (event: IngestedEvent) => Readers;

/** What stands in the program is made ready by name, with the first event of it. */
export const makeRouter = (program: Program, predicateAt: (index: number) => Predicate): Router => {
  const positions = new Int32Array(program.metrics.length);
  /** Null: not made ready yet. */
  const branches = new Map<string, Branch | null>(program.branches.map(({ name }) => [name, null]));
  const hasAny = branches.has('*');

  const choiceOf = ([unconditional, conditional]: WrittenChoice): Choice => ({
    unconditional,
    conditional: conditional.map(([predicate, readers]) => ({
      where: predicateAt(predicate),
      readers,
    })),
  });
  const tableOf = ({ property, byText, otherText, noText }: WrittenTable): Table => ({
    property,
    byText: new Map(byText.map(([text, choice]) => [text, choiceOf(choice)])),
    otherText: choiceOf(otherText),
    noText: choiceOf(noText),
  });
  const makeReady = (name: string): Branch | undefined => {
    const written = program.branches.find((one) => one.name === name);
    const branch = written && {
      others: choiceOf(written.others),
      tables: written.tables.map(tableOf),
    };
    if (branch) branches.set(name, branch);
    return branch;
  };
  const branchOf = (name: string): Branch | undefined => {
    const branch = branches.get(name);
    return branch === null ? makeReady(name) : branch;
  };

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
      branchOf(event.name) ?? (hasAny && !isTransition(event.name) ? branchOf('*') : undefined);
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
