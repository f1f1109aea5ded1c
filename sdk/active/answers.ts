import type { Json } from '../../shared/definitions/types.ts';
import { explain } from '../../shared/engine/explain/index.ts';
import { compile } from '../../shared/engine/index.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import { encodeBase64url } from '../../shared/wire/index.ts';
import type { CoveyExport } from '../api.ts';
import { retention, type Ingest } from '../ingest/index.ts';
import type { Store } from '../store/index.ts';
import type { ActiveContext } from './context.ts';
import type { ActiveClient } from './contract.ts';
import type { DefinitionsInUse } from './definitions-in-use.ts';

type Answers = Pick<
  ActiveClient,
  | 'members'
  | 'keepFirstPaint'
  | 'explain'
  | 'metrics'
  | 'diagnostics'
  | 'dump'
  | 'told'
  | 'retention'
>;

/** What can be asked, by the page and by the panel. */
export function createAnswers(
  context: ActiveContext,
  ingest: Ingest,
  definitions: DefinitionsInUse,
  store: Store,
): Answers {
  const { record, safely } = context;
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
  return {
    members: () => (engine() ? ingest.members() : null),
    keepFirstPaint(ids, quick) {
      // What the page before left holds until this one knows better.
      if (definitions.status() === 'starting' || !context.permitted()) return;
      const loaded = ids && ingest.engine() && definitions.active();
      const next = loaded
        ? { shown: ingest.endings(ids, quick), until: loaded.expires }
        : { shown: undefined, until: undefined };
      const { shown, until } = record.read();
      if (JSON.stringify(next) !== JSON.stringify({ shown, until })) record.update(next);
    },
    explain: (id) =>
      safely(() => {
        const current = engine();
        return current && !current.plan.shadow.has(id) ? explain(current, id) : null;
      }, null),
    metrics: () =>
      safely(() => {
        const values = Object.entries(engine()?.metricValues() ?? {});
        return Object.fromEntries(values.map(([id, value]) => [id, comparable(value)]));
      }, {}),
    diagnostics(personal) {
      const { version, expires, hash } = ingest.loaded() ?? {};
      return {
        status: definitions.status(),
        storage: store.mode(),
        definitions: version && expires && hash ? { version, expires, hash } : null,
        disabled: Object.fromEntries(ingest.engine()?.plan.disabled ?? []),
        approximate: safely(() => (personal && engine()?.approximate()) || [], []),
      };
    },
    dump,
    async told() {
      const stored = await dump().catch((error: unknown) =>
        context.problems.add('internal', error),
      );
      return { ...stored, segments: safely(answers, []) };
    },
    retention() {
      const known = ingest.loaded() ?? definitions.last();
      const plan = known && compile(known.definitions, kinds);
      return plan && ((name: string) => retention(plan, name));
    },
  };
}

/** A number known only from below as that number, so that a page can compare it; any other bound as null. */
function comparable(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return (value as { readonly atLeast?: number }).atLeast ?? null;
}
