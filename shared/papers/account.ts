import { countingOf, type Digest, questionSet } from '../counting/index.ts';
import { parseDuration, sessionTimeoutOf } from '../definitions/durations.ts';
import type {
  ActivationTarget,
  ControllerDefinition,
  Definitions,
  SegmentDefinition,
} from '../definitions/types.ts';
import { compile, eventsRead } from '../engine/index.ts';
import { rememberedOf } from '../engine/graph/visit.ts';
import { drawnAs, writeOut, type WrittenOut } from '../experiences/index.ts';
import { kinds } from '../metrics/kinds.ts';
import {
  factsRead,
  isSourcePartRead,
  isTraitRead,
  placePartsRead,
  TOUCHES,
} from '../stored/index.ts';

/** Events of one name (`*`: of every one) as they are stored. */
export interface StoredEvent {
  readonly name: string;
  /** Paths of properties; none: the name and the time alone. */
  readonly properties: readonly string[];
  readonly forMs: number;
  /** Ids of the metrics that read such events. */
  readonly metrics: readonly string[];
  /** Why they are kept for segments still to come, in the owner's words. */
  readonly why: readonly string[];
}

/** What is stored beside events, each as a condition names it: `trait.plan`, `geo.country`, `source.first.medium`. */
export interface StoredFacts {
  readonly traits: readonly string[];
  /** Variants that are drawn, by the id of their experience. */
  readonly variants: readonly string[];
  readonly place: readonly string[];
  readonly source: readonly string[];
  readonly device: readonly string[];
  readonly page: readonly string[];
  readonly visit: readonly string[];
}

export interface AskedQuestion {
  readonly id: string;
  readonly kind: 'segment' | 'group' | 'experience' | 'histogram';
  readonly answers: number;
  /** How likely an answer is another than the true one: 0 to 1. */
  readonly wrong: number;
}

export interface AccountOfCounts {
  readonly epsilon: number;
  readonly periodMs: number;
  /** Periods that fit into 52 weeks, and what ε adds up to in them. */
  readonly periods: number;
  readonly yearly: number;
  readonly questions: readonly AskedQuestion[];
}

/** How the document was published, where that is known. */
export interface Published {
  /** SHA-256 of the signed bytes, base64url. */
  readonly hash: string;
  /** Key ids of the checked signatures. */
  readonly signers: readonly string[];
}

/** All that a definitions document does with data, found out by what pages run and store by. */
export interface Account {
  readonly definitions: Definitions;
  readonly controller: ControllerDefinition | null;
  /** Nothing is recorded or counted, and why. */
  readonly off: 'children' | 'stop' | null;
  readonly events: readonly StoredEvent[];
  readonly facts: StoredFacts;
  /** Of which events ids are remembered, as hashes: name and property. */
  readonly once: readonly (readonly [event: string, property: string])[];
  readonly sessionTimeoutMs: number;
  /** What the owner wrote: without what stands for experiences and histograms. */
  readonly segments: readonly (readonly [id: string, definition: SegmentDefinition])[];
  readonly counts: AccountOfCounts | null;
  readonly recipients: readonly {
    readonly target: ActivationTarget;
    readonly names: readonly string[];
    readonly ids: readonly string[];
  }[];
  /** Countries in which measurement begins with information; `*`: in all others. */
  readonly informed: readonly string[];
  readonly published: Published | null;
}

const WEEKS_52_MS = 52 * 7 * 864e5;

/** Finds out what a document does. What cannot be compiled does nothing, and is not in it. Never throws. */
export async function accountOf(
  definitions: Definitions,
  digest: Digest,
  published: Published | null = null,
): Promise<Account> {
  const written = writeOut(definitions);
  const plan = compile(written, kinds);
  const facts = factsRead(plan);
  const off = definitions.children ? 'children' : definitions.stop ? 'stop' : null;
  const readers = readersOf(definitions);
  const named = (prefix: string) => [...facts].filter((fact) => fact.startsWith(prefix)).toSorted();
  return {
    definitions,
    controller: definitions.controller ?? null,
    off,
    events: [...plan.stored].map(([name, { properties, forMs }]) => ({
      name,
      properties,
      forMs,
      metrics: readers.get(name) ?? [],
      why: (definitions.history ?? []).flatMap(({ event, why }) => (event === name ? [why] : [])),
    })),
    facts: {
      traits: Object.keys(definitions.traits ?? {}).filter((id) => isTraitRead(id, facts)),
      variants: Object.entries(definitions.experiences ?? {}).flatMap(([id, one]) =>
        isTraitRead(drawnAs(id, one), facts) ? [id] : [],
      ),
      place: placePartsRead(facts).map((part) => `geo.${part}`),
      source: TOUCHES.flatMap((touch) =>
        named(`source.${touch}.`).filter((fact) =>
          isSourcePartRead(touch, fact.slice(`source.${touch}.`.length), facts),
        ),
      ),
      device: named('device.'),
      page: named('page.'),
      visit: rememberedOf(facts),
    },
    once: [...plan.once],
    sessionTimeoutMs: sessionTimeoutOf(definitions),
    segments: Object.entries(definitions.segments),
    counts: off ? null : await countsOf(written, digest),
    recipients: recipientsOf(definitions),
    informed: Object.entries(definitions.consent?.policies ?? {}).flatMap(
      ([country, { measurement }]) => (measurement === 'inform' ? [country] : []),
    ),
    published,
  };
}

/** By name of an event, the metrics that have it stored. */
function readersOf(definitions: Definitions): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>();
  for (const [id, names] of eventsRead(definitions, kinds))
    for (const name of names) {
      const known = readers.get(name);
      if (known) known.push(id);
      else readers.set(name, [id]);
    }
  return readers;
}

/** `written`: with experiences and histograms written out. */
async function countsOf(
  written: Definitions & WrittenOut,
  digest: Digest,
): Promise<AccountOfCounts | null> {
  const counting = countingOf(written);
  const { questions } = await questionSet(written, digest);
  if (!counting || questions.length === 0) return null;
  const { epsilon, periodMs } = counting;
  const periods = WEEKS_52_MS / periodMs;
  return {
    epsilon,
    periodMs,
    periods,
    yearly: periods * epsilon,
    questions: questions.map(({ id, kind, answers }) => ({
      id,
      kind,
      answers,
      wrong: (answers - 1) / (Math.exp(epsilon) + answers - 1),
    })),
  };
}

function recipientsOf({
  activation,
  segments,
  experiences = {},
}: Definitions): Account['recipients'] {
  return Object.entries(activation?.recipients ?? {}).map(([key, names]) => {
    const target = key as ActivationTarget;
    const goes = (activate: SegmentDefinition['activate']) =>
      activate === true || (activate ?? []).includes(target);
    const ids = [
      ...Object.entries(segments).flatMap(([id, { activate }]) => (goes(activate) ? [id] : [])),
      ...Object.entries(experiences).flatMap(([id, { activate, variants }]) =>
        goes(activate) ? Object.keys(variants).map((variant) => `${id}:${variant}`) : [],
      ),
    ];
    return { target, names, ids };
  });
}

/** How long a visitor stays in a segment after its condition held, milliseconds; null: for as long as the history. */
export function keptMs({ keep }: SegmentDefinition): number | null {
  return keep === undefined ? 0 : keep === 'forever' ? null : parseDuration(keep);
}
