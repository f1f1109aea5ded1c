import type { Definitions, Json } from '../../shared/definitions/types.ts';
import type { Explanation } from '../../shared/engine/types.ts';
import type { ConsentState, Covey, CoveyExport, Diagnostics } from '../api.ts';
import { traitsRead } from '../facts-read.ts';
import type { CountingFacts } from '../report/index.ts';
import type { Snapshot } from '../ingest/index.ts';
import type { ActiveClient } from '../active.ts';
import type { PanelSource } from './source.ts';

/** All that the panel shows, gathered at one moment. */
export interface Knowledge {
  readonly consent: ConsentState;
  readonly diagnostics: Diagnostics;
  readonly export: CoveyExport;
  /** Bytes of what is stored, as JSON. */
  readonly bytes: number;
  readonly events: readonly EventSummary[];
  /** Numbers and memberships are stored that come of events, whether or not these are still there. */
  readonly outcome: boolean;
  /** When all of it goes where nobody can tell how long each is kept; null: it is known of each. */
  readonly goes: number | null;
  readonly definitions: Definitions | null;
  /** The keys whose signatures this browser checked and found right. */
  readonly signers: readonly string[];
  readonly explanations: readonly (Explanation & { readonly shadow: boolean })[];
  readonly traits: { readonly [id: string]: Json };
  /** Those that are declared and read: no others are kept. */
  readonly declared: NonNullable<Definitions['traits']>;
  readonly objections: readonly string[];
  /** What is known of `country`, `region`, `city` and `timezone`. */
  readonly place: readonly (readonly [part: string, value: string])[];
  readonly counting: CountingFacts | null;
  /** What is handed to others on this page now. */
  readonly activated: ReturnType<Covey['activated']>;
}

export interface EventSummary {
  readonly name: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** How long one is kept, milliseconds; 0: not any more. */
  readonly keptMs: number;
  /** Properties that are kept with it. */
  readonly properties: readonly string[];
}

/** Longest stretch of work before the page has its turn. */
const SLICE_MS = 16;

export async function gather({ covey, active }: PanelSource): Promise<Knowledge> {
  const current = active();
  const stored = { ...(await covey.export()), ...(await current?.dump().catch(() => null)) };
  const ingest = current?.ingest;
  const memory = ingest?.memory();
  const explainer = current?.active() ? await current.explainer() : null;
  const engine = explainer?.engine;
  const definitions = ingest?.loaded()?.definitions ?? null;
  const keptMs = (await current?.retention()) ?? null;
  const snapshot = (stored.state['snapshot'] ?? {}) as unknown as Partial<Snapshot>;
  const { clock = 0, keptMs: longest = 0, last = null, touches = null } = snapshot;
  return {
    consent: covey.consent.get(),
    diagnostics: covey.diagnostics(),
    export: stored,
    bytes: JSON.stringify([stored.local, stored.events, stored.state]).length,
    events: summarise(stored.events, keptMs ?? (() => 0)),
    outcome: last !== null || touches !== null,
    goes: keptMs ? null : clock + longest,
    definitions,
    signers: ingest?.loaded()?.signers ?? [],
    explanations: explainer ? await explainAll(explainer) : [],
    traits: memory?.traits ?? {},
    declared: traitsRead(definitions?.traits ?? {}, engine?.plan.facts ?? new Set()),
    objections: memory?.objections ?? [],
    place: Object.entries(memory?.geo ?? {}).flatMap(([part, value]) =>
      value ? [[part, value] as const] : [],
    ),
    counting: (await current?.counting()) ?? null,
    activated: covey.activated(),
  };
}

type Explainer = NonNullable<Awaited<ReturnType<ActiveClient['explainer']>>>;

async function explainAll({ engine, explain }: Explainer): Promise<Knowledge['explanations']> {
  const explanations: (Explanation & { shadow: boolean })[] = [];
  let started = performance.now();
  for (const id of engine.plan.segments) {
    const explanation = explain(id);
    if (explanation) explanations.push({ ...explanation, shadow: engine.plan.shadow.has(id) });
    if (performance.now() - started < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    started = performance.now();
  }
  return explanations;
}

interface StoredEvent {
  readonly name: string;
  readonly time: number;
  readonly props?: { readonly [key: string]: Json };
}

function summarise(events: readonly Json[], keptMs: (name: string) => number): EventSummary[] {
  const byName = new Map<string, StoredEvent[]>();
  for (const event of events as unknown as readonly StoredEvent[]) {
    const list = byName.get(event.name) ?? [];
    byName.set(event.name, list);
    list.push(event);
  }
  return [...byName].map(([name, list]) => {
    const times = list.map(({ time }) => time).toSorted((a, b) => a - b);
    return {
      name,
      count: list.length,
      first: times[0] ?? 0,
      last: times.at(-1) ?? 0,
      keptMs: keptMs(name),
      properties: [...new Set(list.flatMap(({ props = {} }) => Object.keys(props)))],
    };
  });
}
