import type { ActivationTarget, Definitions, Json } from '../../shared/definitions/types.ts';
import { encodeBase64url } from '../../shared/wire/index.ts';
import type { CoveyExport } from '../api.ts';
import { planOf, retention, type Ingest } from '../ingest/index.ts';
import type { PartLoader } from '../parts/index.ts';
import type { Store } from '../store/index.ts';
import type { ActiveContext } from './context.ts';
import type { ActiveClient } from './contract.ts';
import type { DefinitionsInUse } from './definitions-in-use.ts';

type Answers = Pick<
  ActiveClient,
  | 'members'
  | 'explain'
  | 'explainer'
  | 'metrics'
  | 'activated'
  | 'diagnostics'
  | 'dump'
  | 'told'
  | 'retention'
>;

export interface AnswersOptions {
  readonly context: ActiveContext;
  readonly ingest: Ingest;
  readonly definitions: DefinitionsInUse;
  readonly store: Store;
  readonly parts: PartLoader;
  /** Resolves once segments are decided, or cannot be. */
  readonly ready: () => Promise<void>;
}

/** What can be asked, by the page and by the panel. */
export function createAnswers({
  context,
  ingest,
  definitions,
  store,
  parts,
  ready,
}: AnswersOptions): Answers {
  const { safely } = context;
  const engine = () => (definitions.active() ? ingest.engine() : null);
  const answers = () => {
    const current = engine();
    const shown = current?.plan.segments.filter((id) => !current.plan.shadow.has(id)) ?? [];
    return shown.map((id) => ({ id, member: current?.member(id) ?? null }));
  };
  const dump: Answers['dump'] = async () => {
    await ingest.sync();
    const text = JSON.stringify(await store.transact((tx) => tx.all()), (_key, value: unknown) =>
      value instanceof Uint8Array ? encodeBase64url(value) : value,
    );
    return JSON.parse(text) as Pick<CoveyExport, 'events' | 'state'>;
  };
  const explainer: Answers['explainer'] = async () => {
    await ready();
    const speech = parts.speech(context);
    const part = await parts.load('explain').catch(() => null);
    const voice = await speech;
    const current = context.stopped ? null : engine();
    if (!part || !current) return null;
    const explain = part.explainIn(current, voice);
    return { engine: current, explain: (id) => safely(() => explain(id), null) };
  };
  const activated: Answers['activated'] = () => {
    // An answer stands as a whole, or not at all.
    const isGranted = context.personal() && context.record.read().activation;
    const { activation, segments = {} }: Partial<Definitions> =
      (isGranted && definitions.active()?.definitions) || {};
    return Object.fromEntries(
      Object.entries(activation?.recipients ?? {}).map(([target, recipients]) => [
        target,
        {
          recipients,
          segments: context.shown().filter((id) => {
            const activate = segments[id]?.activate;
            return activate === true || activate?.includes(target as ActivationTarget);
          }),
        },
      ]),
    );
  };
  return {
    members() {
      if (definitions.status() === 'starting') return undefined;
      return context.personal() && engine() ? ingest.members() : null;
    },
    async explain(id) {
      const why = context.personal() ? await explainer() : null;
      // It may have been withdrawn meanwhile.
      return why && context.personal() && !why.engine.plan.shadow.has(id) ? why.explain(id) : null;
    },
    explainer,
    metrics: () =>
      safely(() => {
        const values = Object.entries((context.personal() && engine()?.metricValues()) || {});
        return Object.fromEntries(values.map(([id, value]) => [id, comparable(value)]));
      }, {}),
    activated: () => safely(activated, {}),
    diagnostics() {
      const { version, expires, hash } = ingest.loaded() ?? {};
      return {
        status: definitions.status(),
        storage: store.mode(),
        definitions: version && expires && hash ? { version, expires, hash } : null,
        disabled: Object.fromEntries(ingest.engine()?.plan.disabled ?? []),
        approximate: safely(() => (context.personal() && engine()?.approximate()) || [], []),
      };
    },
    dump,
    async told() {
      // With measurement alone the page is not to see what is remembered; the panel shows it to the visitor.
      if (!context.personal()) return {};
      const stored = await dump().catch((error: unknown) =>
        context.problems.add('internal', error),
      );
      return { ...stored, segments: safely(answers, []), activated: safely(activated, {}) };
    },
    async retention() {
      const known = ingest.loaded() ?? definitions.last();
      if (!known) return null;
      const made = planOf(known.definitions, await definitions.codeFor(known));
      return (name: string) => retention(made.plan, name);
    },
  };
}

/** A number known only from below as that number, so that a page can compare it; any other bound as null. */
function comparable(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return (value as { readonly atLeast?: number }).atLeast ?? null;
}
