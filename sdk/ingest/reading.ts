import { sessionTimeoutOf } from '../../shared/definitions/durations.ts';
import type { Plan } from '../../shared/engine/index.ts';
import { factsRead } from '../../shared/stored/index.ts';
import { factsToKnow, propertiesRead, type FactsRead } from '../facts-read.ts';
import type { Loaded } from '../loader/index.ts';
import type { Code } from './code.ts';
import type { Compiled } from './compile-watched.ts';
import { wanted, type Wanted } from './props.ts';
import type { Operation, Reads } from './snapshot.ts';

const OF_PAGE = /^(page\.|device\.viewport)/;
/** Names of events of which it is remembered what is wanted. */
const MAX_NAMES = 500;

/** What definitions read of a visitor: nothing else is kept, or handed over. */
export interface Reading {
  readonly plan: Plan;
  readonly planId: string;
  readonly facts: FactsRead;
  /** Kinds of facts that are read: `geo`, `source`. */
  readonly namespaces: ReadonlySet<string | undefined>;
  readonly sessionTimeoutMs: number;
  /** How long anything is kept, at most, milliseconds. */
  readonly keptMs: number;
  /** Where visits come from; null: nothing can be told of it, or nothing asks. */
  readonly sources: ReturnType<NonNullable<Code['readSources']>> | null;
  readonly deviceFacts: Code['deviceFacts'];
  /** Of what `identify` was given, the traits that are declared and fit; `onProblem` hears of every other. */
  traitsOf(
    given: NonNullable<Operation['given']>,
    onProblem: (code: 'trait-refused', detail: unknown) => void,
  ): NonNullable<Operation['traits']>;
  /** Something is read of the page or the window, which is another in each tab. */
  readonly isOfPage: boolean;
  /** Whether all code is there that the definitions need. */
  readonly isWhole: boolean;
  /** Properties that are read of an event of this name. */
  wanted(name: string): Wanted;
  /** What the next page is to know of all this before it knows the definitions. */
  readonly reads: Reads;
}

export function readingOf(
  { definitions, expires }: Loaded,
  { plan, planId }: Compiled,
  { readSources, deviceFacts, facts: part, isWhole }: Code,
): Reading {
  const propertiesOf = (name: string) => plan.stored.get(name)?.properties;
  const facts = factsRead(plan);
  const ofFacts = propertiesRead(facts);
  /** What tells one event of a name from another: looked at, and not stored. */
  const idOf = (name: string) => {
    const id = plan.once.get(name);
    return id === undefined ? [] : [id];
  };
  const known = new Map<string, Wanted>();
  return {
    plan,
    planId,
    facts,
    namespaces: new Set([...facts].map((fact) => fact.split('.')[0])),
    sessionTimeoutMs: sessionTimeoutOf(definitions),
    keptMs: Math.max(0, ...[...plan.stored.values()].map(({ forMs }) => forMs)),
    sources: readSources?.(definitions.sources?.ignore) ?? null,
    deviceFacts,
    traitsOf(given, onProblem) {
      const { traits = {} } = definitions;
      const refuse = (id: string) =>
        onProblem('trait-refused', {
          id,
          given: given[id],
          declared: Object.hasOwn(traits, id) && traits[id],
          known: Object.keys(traits),
        });
      if (part) return part.declaredTraits(given, traits, refuse);
      // It comes with definitions that declare some.
      Object.keys(given).forEach(refuse);
      return {};
    },
    isOfPage: [...facts].some((fact) => OF_PAGE.test(fact)),
    isWhole,
    wanted(name) {
      const paths = propertiesOf(name) ?? propertiesOf('*') ?? [];
      const found = known.get(name) ?? wanted([...paths, ...idOf(name), ...ofFacts]);
      if (known.size < MAX_NAMES) known.set(name, found);
      return found;
    },
    reads: {
      until: expires,
      facts: factsToKnow(facts),
      paths: Object.fromEntries(
        [...plan.stored].map(([name, { properties }]) => [name, [...properties, ...idOf(name)]]),
      ),
    },
  };
}
