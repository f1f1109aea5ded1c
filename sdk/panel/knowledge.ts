import type { Definitions, Json } from '../../shared/definitions/types.ts';
import type { Explanation } from '../../shared/engine/types.ts';
import { openEnvelope } from '../../shared/signing/index.ts';
import type { ConsentState, CoveyExport, Diagnostics } from '../api.ts';
import type { CountingFacts } from '../report/index.ts';
import type { PanelSource } from './source.ts';

/** All that the panel shows, gathered at one moment. */
export interface Knowledge {
  readonly consent: ConsentState;
  readonly diagnostics: Diagnostics;
  readonly export: CoveyExport;
  /** Bytes of what is stored, as JSON. */
  readonly bytes: number;
  readonly events: readonly EventSummary[];
  readonly definitions: Definitions | null;
  /** Names of the keys whose signatures the document carries. */
  readonly signers: readonly string[];
  readonly explanations: readonly (Explanation & { readonly shadow: boolean })[];
  readonly traits: { readonly [id: string]: Json };
  readonly objections: readonly string[];
  readonly place: readonly string[];
  readonly counting: CountingFacts | null;
}

export interface EventSummary {
  readonly name: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** How long one is kept, milliseconds. */
  readonly keptMs: number;
  /** Properties that are kept with it. */
  readonly properties: readonly string[];
}

export async function gather({ covey, run }: PanelSource): Promise<Knowledge> {
  const stored = await covey.export();
  const current = run();
  const evaluation = current?.evaluation;
  const engine = evaluation?.engine() ?? null;
  const memory = evaluation?.memory();
  const envelope = await current?.envelope().catch(() => null);
  const signed = envelope && openEnvelope(envelope);
  return {
    consent: covey.consent.get(),
    diagnostics: covey.diagnostics(),
    export: stored,
    bytes: JSON.stringify([stored.local, stored.events, stored.state]).length,
    events: summarise(
      stored.events,
      (name) => engine?.plan.stored.get(name)?.forMs ?? engine?.plan.stored.get('*')?.forMs ?? 0,
    ),
    definitions: evaluation?.loaded()?.definitions ?? null,
    signers: signed ? signed.signatures.map(({ kid }) => kid) : [],
    explanations: (engine?.plan.segments ?? []).flatMap((id) => {
      const explanation = engine?.explain(id);
      return explanation ? [{ ...explanation, shadow: engine?.plan.shadow.has(id) ?? false }] : [];
    }),
    traits: memory?.traits ?? {},
    objections: memory?.objections ?? [],
    place: Object.values(memory?.geo ?? {}).filter((part): part is string => Boolean(part)),
    counting: (await current?.counting().catch(() => null)) ?? null,
  };
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
    list.push(event);
    byName.set(event.name, list);
  }
  return [...byName].map(([name, list]) => ({
    name,
    count: list.length,
    first: Math.min(...list.map(({ time }) => time)),
    last: Math.max(...list.map(({ time }) => time)),
    keptMs: keptMs(name),
    properties: [...new Set(list.flatMap(({ props = {} }) => Object.keys(props)))],
  }));
}
