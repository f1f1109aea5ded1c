// Active: everything that exists while a purpose is granted, and ends with it. Wires the rooms.
import { createAnswers } from './active/answers.ts';
import { createContext } from './active/context.ts';
import type { ActiveClient, ActiveOptions } from './active/contract.ts';
import { createCounting, forgetCounting } from './active/counting.ts';
import { createDefinitionsInUse } from './active/definitions-in-use.ts';
import { createFirstPaint } from './active/first-paint.ts';
import { EDGE } from './active/from-edge.ts';
import { ingestOptionsOf, isOfHistory } from './active/ingest-options.ts';
import { createKeptProgram } from './active/kept-program.ts';
import { watchLeftPages } from './active/left-pages.ts';
import { createLoaderOn } from './active/loader-on-store.ts';
import { createRecorder } from './active/recorder.ts';
import { openStores } from './active/stores.ts';
import { createTimetable } from './active/timetable.ts';
import { createIngest, pagesIn } from './ingest/index.ts';
import { nameOf } from './names.ts';
import { nextTask } from './next-task.ts';
import { isSweepDue } from './origin.ts';
import { createPartLoader } from './parts/index.ts';

export type { ActiveClient, ActiveOptions } from './active/contract.ts';
export { findWords, showPanel, takeOver } from './active/whatever-is-granted.ts';

export function startActive(options: ActiveOptions): ActiveClient {
  const context = createContext({
    ...options,
    onAnswers() {
      // What is drawn is shown with all else that changed.
      ingest.loaded()?.draw?.(context, ingest, recorder);
      options.onAnswers();
    },
  });
  const { host, record, report, background } = context;
  const { window, now } = host;
  // Given by a clock that was ahead, an answer counts from now.
  if (Number(record.read().time) > now()) record.update({ time: now() });
  const stores = openStores(context);
  const { store, counted } = stores;
  const parts = createPartLoader(options.loadPart, (name) => {
    report('part-failed', name);
    if (name !== 'upkeep') letGo();
  });
  const program = createKeptProgram(context);
  const loader = createLoaderOn(context, store, parts, program);
  const ingestOptions = ingestOptionsOf(context, store, program, parts, () =>
    definitions.takeStored(),
  );
  const ingest = createIngest(ingestOptions);
  const definitions = createDefinitionsInUse({
    context,
    loader,
    ingest,
    parts,
    program,
    onSet: () => counting.prepare(),
    onDecided() {
      options.onAnswers();
      // In a task of its own, when all else is done.
      background(nextTask().then(() => (context.isLeft ? undefined : program.write(store))));
      background(recorder.locate());
      timetable.passTime();
    },
    onDue: () => timetable.arm(),
  });
  const counting = createCounting(context, stores, ingest, definitions, parts);
  const timetable = createTimetable(context, definitions, ingest, ingestOptions, parts, () =>
    letGo(),
  );
  const recorder = createRecorder({
    context,
    ingest,
    definitions,
    loader,
    parts,
    onDue: timetable.arm,
  });
  const firstPaint = createFirstPaint(context, ingest, definitions);
  let surveys: Promise<() => unknown> | undefined;
  const sweeping = new AbortController();
  const ended = new AbortController();
  /** What fails of it does not keep the rest from being done. */
  const each = (...steps: (() => unknown)[]) => {
    for (const step of steps) context.safely<unknown>(() => step(), undefined);
  };
  const { isHidden } = context;
  watchLeftPages(context, ingestOptions.page, ended.signal, () => {
    if (!isHidden() && !context.isLeft) background(ingest.sync().then(timetable.arm));
  });
  /** What pages left may be what nobody can take in now. */
  const letGo = () => {
    if (pagesIn(record.read().handed).length > 0)
      void parts.load('upkeep').then(
        (part) => part.letGo(ingestOptions),
        () => {},
      );
  };
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
      background(store.transact(async (tx) => forgetCounting(tx)));
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
      ingest.retry();
      definitions.retry();
      stores.wake();
      background(ingest.sync().then(timetable.passTime));
      if (definitions.isSettled()) background(definitions.refresh());
      counting.wake();
    },
    onShown(isChanged) {
      firstPaint.onShown(isChanged);
      if (window.document.documentElement.hasAttribute(EDGE))
        background(parts.need('upkeep').then((part) => part.handBack(context, ingest)));
      // A question of the definitions may be due: of what is not known, or changes, where the page has a place for it.
      if (
        surveys ||
        Object.values(definitions.active()?.definitions.surveys ?? {}).some(
          ({ trait, show: { segments, every, place } }) =>
            segments.some((id) => ingest.engine()?.has(id)) &&
            (every || !Object.hasOwn(ingest.memory().traits, trait)) &&
            (place !== 'slot' || window.document.querySelector('[data-covey-survey]')),
        )
      )
        void (surveys ??= parts
          .need('surveys')
          .then((part) =>
            part.createSurveys(context, definitions, ingest, store, recorder, parts, ended),
          )).then((look) => look());
    },
    sleep() {
      each(
        () => firstPaint.write(true),
        firstPaint.writeNext,
        ingest.handOver,
        recorder.write,
        timetable.arm,
        store.hide,
      );
    },
    leave() {
      // A hidden tab has noted it as it was hidden, and has heard of nothing since.
      each(
        () => (isHidden() ? firstPaint.stop() : firstPaint.write(true)),
        () => {
          context.isLeft = true;
          sweeping.abort();
        },
        () => ingest.handOver(true),
        recorder.leave,
        loader.leave,
        stores.leave,
      );
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
