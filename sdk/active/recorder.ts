import { pageProps, startCapture, textOf, type Capture } from '../capture/index.ts';
import { createPace, isObject, plainProps, plainTraits, type Happening } from '../ingest/index.ts';
import type { Ingest } from '../ingest/index.ts';
import type { Loader } from '../loader/index.ts';
import type { PartLoader } from '../parts/index.ts';
import type { ActiveContext } from './context.ts';
import type { DefinitionsInUse } from './definitions-in-use.ts';
import { placeFromEdge } from './from-edge.ts';

/** After a failure, geography is asked for again after this time at the earliest. */
const LOCATE_AGAIN_MS = 5 * 60_000;
/** Of what happens in a burst, this much may be lost in a crash; a write costs as much as many events. */
const WRITE_EVERY_MS = 1000;

/** What happens, told by the page or seen by capture, goes to ingest; and is written when it is time to. */
export interface Recorder {
  track(name: string, given?: { readonly [key: string]: unknown }, time?: number): void;
  /** What of it is declared and fits is taken, in its turn. */
  identify(given: { readonly [id: string]: unknown }): void;
  record(happening: Happening): void;
  /** Asks for coarse geography: only where a definition reads it, once a session. */
  locate(): Promise<void>;
  /** Writes now, whoever's turn it is. */
  write(): void;
  leave(): void;
  stop(): void;
}

export interface RecorderOptions {
  readonly context: ActiveContext;
  readonly ingest: Ingest;
  readonly definitions: DefinitionsInUse;
  readonly loader: Loader;
  readonly parts: PartLoader;
  /** What is due when may be another. */
  readonly onDue: () => void;
}

export function createRecorder(options: RecorderOptions): Recorder {
  const { context, ingest, definitions, loader, onDue } = options;
  const { report, background } = context;
  const { window, now } = context.host;
  let locateAfter = 0;
  let capture: Capture | null = null;
  const uncaptured = pageProps(window);

  const pace = createPace({
    everyMs: context.writeEveryMs ?? WRITE_EVERY_MS,
    clock: () => window.performance.now(),
    async work() {
      onDue();
      await ingest.sync();
      const more = ingest.admit();
      onDue();
      return more;
    },
    onError: (error) => report('internal', error),
  });
  const record = (happening: Happening, time?: number) => {
    if (context.stopped || (ingest.loaded() && !definitions.active())) return;
    const isDecided = ingest.add(happening, time);
    if (context.isLeft) return ingest.handOver(true);
    pace.soon();
    // The rest of a burst costs as little as can be.
    if (isDecided && isPlaceWanted()) background(locate());
  };
  const isPlaceWanted = () =>
    ingest.reads('geo') &&
    !ingest.memory().geo &&
    definitions.active() !== null &&
    !context.isLeft &&
    now() >= locateAfter;
  const locate = async () => {
    const facts = ingest.facts();
    if (!facts || !isPlaceWanted()) return;
    locateAfter = now() + LOCATE_AGAIN_MS;
    const geo = await loader.context(facts.placeIn);
    if (geo) record({ geo });
  };
  const track: Recorder['track'] = (name, given, time) => {
    const page = capture?.page() ?? uncaptured;
    const props = plainProps(
      [isObject(given) ? given : {}, page],
      ingest.wanted(name),
      (property) => report('props-refused', { event: name, property }),
    );
    record({ event: { name, props } }, time);
  };

  record({
    arrival: { href: window.location.href, referrer: textOf(window.document, 'referrer') },
  });
  // By which the page that stands here was decided already.
  const geo = placeFromEdge(context);
  if (geo) record({ geo });
  if (context.capture !== 'off')
    capture = startCapture({
      window,
      now,
      select: context.capture,
      layer: context.layer,
      hashPages: context.hashPages,
      backlog: context.backlog,
      emit: track,
      loadLayer: () => options.parts.need('layer'),
      onPage() {
        ingest.refreshFacts();
        if (definitions.isSettled()) background(definitions.refresh());
      },
      onProblem: report,
    });

  return {
    track,
    record,
    locate,
    identify(traits) {
      const given = plainTraits(traits);
      if (given) record({ given });
      else report('misuse', ['identify', traits]);
    },
    write: pace.now,
    leave() {
      locateAfter = 0;
    },
    stop() {
      pace.stop();
      capture?.stop();
    },
  };
}
