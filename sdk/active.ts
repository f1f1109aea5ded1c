// Active: everything that exists while a purpose is granted, and ends with it. Wires the rooms.
import { createAnswers } from './active/answers.ts';
import { createContext } from './active/context.ts';
import type { ActiveClient, ActiveOptions } from './active/contract.ts';
import { createCounting, forgetCounting } from './active/counting.ts';
import { createDefinitionsInUse } from './active/definitions-in-use.ts';
import { createFirstPaint } from './active/first-paint.ts';
import { createRecorder } from './active/recorder.ts';
import { journalIn, openStores } from './active/stores.ts';
import { createTimetable } from './active/timetable.ts';
import { pageFacts } from './capture/index.ts';
import type { DebugSource } from './debug/source.ts';
import { createIngest, READS, type IngestOptions } from './ingest/index.ts';
import { createLoader, type Kept } from './loader/index.ts';
import { nameOf } from './names.ts';
import { isSweepDue } from './origin.ts';
import type { PanelSource } from './panel/source.ts';
import { createPartLoader, type LoadPart, type PartName, type Parts } from './parts/index.ts';
import type { Say } from './problems.ts';
import type { TakeOverOptions } from './take-over.ts';

export type { ActiveClient, ActiveOptions } from './active/contract.ts';
/** A part that is needed whatever is granted. */
const partOf = <N extends PartName>(loadPart: LoadPart, name: N): Promise<Parts[N]> =>
  createPartLoader(loadPart, () => {}).load(name);

/** Takes up what an earlier version left; its code is loaded for it. */
export async function takeOver(
  options: TakeOverOptions & { readonly loadPart: LoadPart },
): Promise<void> {
  const upkeep = await partOf(options.loadPart, 'upkeep');
  await upkeep.takeOver(options);
}
export async function showPanel(source: PanelSource, loadPart: LoadPart): Promise<void> {
  const panel = await partOf(loadPart, 'panel');
  panel.openPanel(source);
}
/** Words for developers. */
export async function findWords(source: DebugSource, loadPart: LoadPart): Promise<Say> {
  const debug = await partOf(loadPart, 'debug');
  return debug.startDebug(source);
}

/** Whether a message is of the history that began at `since`, the record's `erased`. */
const isOfHistory = (heard: unknown, since: number | undefined) =>
  (heard as { readonly since?: unknown } | null)?.since === since;

export function startActive(options: ActiveOptions): ActiveClient {
  const context = createContext(options);
  const { host, record, report, background } = context;
  const { window, now } = host;
  // Given by a clock that was ahead, an answer counts from now.
  if (Number(record.read().time) > now()) record.update({ time: now() });
  const stores = openStores(context);
  const { store, counted } = stores;
  const { transact } = store;
  const parts = createPartLoader(options.loadPart, (name) => report('part-failed', name));
  const loader = createLoader({
    site: options.site,
    keys: options.keys,
    edge: options.edge,
    minVersion: options.minVersion,
    fetch: host.fetch,
    subtle: host.crypto.subtle as never,
    now,
    async load() {
      const kept = await transact(async (tx) => {
        // The first that is read: what rests on no grant that holds is not.
        if ((await tx.get('since')) !== options.since) {
          tx.clear();
          tx.put('since', options.since);
        }
        // A page that withdrew may have ended before it was gone.
        if (!options.measured()) forgetCounting(tx);
        return tx.get('definitions');
      });
      // What the definitions need comes while they are verified.
      parts.begin((kept as Partial<Kept> | undefined)?.parts);
      return kept;
    },
    save: (kept) => background(transact(async (tx) => tx.put('definitions', kept))),
    onProblem: report,
  });
  const ingestOptions: IngestOptions = {
    page: `${now().toString(36)}${Math.random().toString(36).slice(2, 6)}`,
    now,
    clock: () => window.performance.now(),
    host: { offsetAt: (time) => -new Date(time).getTimezoneOffset() },
    transact,
    facts: (deviceFacts) => ({
      ...(deviceFacts && { device: deviceFacts(window, report) }),
      page: pageFacts(window),
    }),
    journal: journalIn(context),
    onChange: options.onAnswers,
    isShared: () => store.mode() === 'indexeddb',
    // Of another history than theirs the others are to hear nothing.
    onCommit: (told) => context.permitted() && options.onCommit({ ...told, since: options.since }),
    onForeignPlan: () => definitions.takeStored(),
    onProblem: report,
  };
  const ingest = createIngest(ingestOptions);
  const definitions = createDefinitionsInUse({
    context,
    loader,
    ingest,
    parts,
    onSet: () => counting.prepare(),
    onDecided() {
      options.onAnswers();
      background(recorder.locate());
      timetable.passTime();
    },
    onDue: () => timetable.arm(),
  });
  const counting = createCounting(context, stores, ingest, definitions, parts);
  const timetable = createTimetable(context, definitions, ingest, ingestOptions, parts);
  const recorder = createRecorder({
    context,
    ingest,
    definitions,
    loader,
    parts,
    onDue: timetable.arm,
    ready: () => ready,
  });
  const firstPaint = createFirstPaint(context, ingest, definitions);
  const sweeping = new AbortController();
  const ended = new AbortController();
  const isHidden = () => window.document.visibilityState === 'hidden';
  // A page that is closed while it writes can tell nobody: the journal that it leaves says so.
  const onRecord = ({ key }: StorageEvent) => {
    const pages = Object.keys(record.read().handed ?? {});
    const isLeft = pages.some((page) => page !== READS && page !== ingestOptions.page);
    if (key === nameOf(options.site) && isLeft && !isHidden() && !context.isLeft)
      background(ingest.sync().then(timetable.arm));
  };
  window.addEventListener('storage', onRecord, { signal: ended.signal });
  const sweep = async () => {
    const own = nameOf(options.site);
    if (!(await isSweepDue(host, own))) return;
    const upkeep = await parts.need('upkeep');
    if (!context.stopped) await upkeep.sweep(host, own, sweeping.signal, counted);
  };
  const start = async () => {
    await definitions.start();
    if (context.stopped) return;
    await timetable.keepHouse();
    timetable.arm();
    if (!context.isLeft) background(sweep());
  };
  const ready = start().catch((error: unknown) => report('internal', error));

  return {
    ...createAnswers({ context, ingest, definitions, store, parts, ready: () => ready }),
    ready,
    ingest,
    active: definitions.active,
    status: definitions.status,
    storage: store.mode,
    track: recorder.track,
    identify: recorder.identify,
    counting: counting.facts,
    object(segment, stands) {
      recorder.record({ objection: { segment, stands } });
      counting.again();
    },
    measure(again = false) {
      const granted = options.measured();
      if (again ? granted : granted === counting.isOn()) return;
      if (granted) return counting.start();
      counting.stop();
      background(transact(async (tx) => forgetCounting(tx)));
    },
    onRemoteCommit(heard) {
      if (!isHidden())
        background(
          // A message may come after what it tells of was erased: then only the store says what is.
          ingest
            .onRemoteCommit(isOfHistory(heard, options.since) ? heard : null)
            .then(timetable.arm),
        );
    },
    wake() {
      context.isLeft = false;
      parts.retry();
      definitions.retry();
      stores.wake();
      background(ingest.sync().then(timetable.passTime));
      if (definitions.isSettled()) background(definitions.refresh());
      counting.wake();
    },
    onShown: firstPaint.onShown,
    sleep() {
      firstPaint.write(true);
      firstPaint.writeLater();
      ingest.handOver();
      recorder.write();
      store.hide();
    },
    leave() {
      firstPaint.write(true);
      context.isLeft = true;
      sweeping.abort();
      ingest.handOver(true);
      recorder.leave();
      loader.leave();
      stores.leave();
    },
    stop() {
      context.stopped = true;
      ended.abort();
      sweeping.abort();
      firstPaint.stop();
      timetable.stop();
      recorder.stop();
      loader.stop();
      counting.stop();
      stores.close();
    },
  };
}
