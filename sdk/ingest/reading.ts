import { sessionTimeoutOf } from '../../shared/definitions/durations.ts';
import type { Plan } from '../../shared/engine/index.ts';
import type { Keeping } from '../facts-read.ts';
import type { Loaded } from '../loader/index.ts';
import type { Code } from './code.ts';
import type { Compiled } from './plan-of.ts';
import { wanted, type Wanted } from './props.ts';
import type { Operation, Reads } from './snapshot.ts';

const OF_PAGE = /^(page\.|device\.viewport)/;
/** Names of events of which it is remembered what is wanted. */
const MAX_NAMES = 500;

/** What definitions read of a visitor: nothing else is kept, or handed over. */
export interface Reading {
  readonly plan: Plan;
  readonly planId: string;
  /** What is kept beside events; null: nothing. */
  readonly keeping: Keeping | null;
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
  const keeping = part?.keepingOf(plan) ?? null;
  const facts = [...(keeping?.facts ?? [])];
  const pathsOf = (name: string) => {
    // What tells one event of a name from another is looked at, and not stored.
    const id = plan.once.get(name);
    return [
      ...((plan.stored.get(name) ?? plan.stored.get('*'))?.properties ?? []),
      ...(id === undefined ? [] : [id]),
      ...(keeping?.properties ?? []),
    ];
  };
  const known = new Map<string, Wanted>();
  const sessionTimeoutMs = sessionTimeoutOf(definitions);
  const keptMs = Math.max(0, ...[...plan.stored.values()].map(({ forMs }) => forMs));
  return {
    plan,
    planId,
    keeping,
    namespaces: new Set(facts.map((fact) => fact.split('.')[0])),
    sessionTimeoutMs,
    keptMs,
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
    isOfPage: facts.some((fact) => OF_PAGE.test(fact)),
    isWhole,
    wanted(name) {
      const found = known.get(name) ?? wanted(pathsOf(name));
      if (known.size < MAX_NAMES) known.set(name, found);
      return found;
    },
    reads: {
      until: expires,
      keptMs: Math.max(keptMs, sessionTimeoutMs),
      facts: keeping?.toKnow ?? [],
      paths: Object.fromEntries(
        [...plan.stored.keys(), ...plan.once.keys(), ...(keeping?.events ?? [])].map((name) => [
          name,
          pathsOf(name),
        ]),
      ),
    },
  };
}
