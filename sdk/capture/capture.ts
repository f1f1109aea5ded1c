import type { ProblemCode } from '../problems.ts';
import type { createLayerReader } from './data-layer.ts';
import { captureEngagement } from './engagement.ts';
import { followLayer } from './follow-layer.ts';
import { captureForms } from './forms.ts';
import { captureLinks } from './links.ts';
import { capturePages } from './pages.ts';

export interface CaptureOptions {
  readonly window: Window & typeof globalThis;
  readonly now: () => number;
  /** What to capture (`"page_view scroll"`), what not (`"-click"`), or `"off"`; all by default. */
  readonly select?: string | undefined;
  /** Name of the site's data layer on `window`. */
  readonly layer?: string | undefined;
  /** Whether hashes name pages: those like a path, with `"all"` any; not by default, nor with `"off"`. */
  readonly hashPages?: boolean | string | undefined;
  /** Whether what stands in the data layer already may be read. */
  readonly backlog: boolean | undefined;
  /** `time`: when it happened, milliseconds since the epoch, where that was before now. */
  readonly emit: (name: string, props: { readonly [key: string]: unknown }, time?: number) => void;
  /** What reads the data layer, needed where the page has one. Never rejects. */
  readonly loadLayer: () => Promise<{ readonly createLayerReader: typeof createLayerReader }>;
  /** The visitor is on another page: its address is known, its title perhaps not yet. */
  readonly onPage: () => void;
  /** A part met something that the page made unusable. */
  readonly onProblem: (code: ProblemCode, error: unknown) => void;
}

type Part = Extract<ProblemCode, `capture-${string}`>;

/** Takes an item of the data layer, pushed at `time`. */
export type LayerReader = (item: unknown, time: number) => void;

/** What each part is given. */
export interface CaptureContext {
  readonly window: Window & typeof globalThis;
  readonly now: () => number;
  readonly emit: CaptureOptions['emit'];
  /** Runs a callback of the page's life so that no error of ours reaches the page. */
  readonly guard: <A extends unknown[]>(run: (...args: A) => void) => (...args: A) => void;
  /** Listens, guarded, until capture stops. Passive, and before the page's own handlers. */
  readonly listen: (target: EventTarget, type: string, run: (event: Event) => void) => void;
  readonly signal: AbortSignal;
  /** Called when the visitor leaves a page for another one of the same document. */
  readonly leave: (() => void)[];
}

/** Capture that runs. */
export interface Capture {
  /** Properties that every event of the present page carries. A page that has just begun is told first. */
  page(): { readonly [key: string]: unknown };
  /** Stops it, and leaves nothing behind. */
  stop(): void;
}

/** Starts capturing. A part that the page makes impossible is left out, and named. */
export function startCapture(options: CaptureOptions): Capture {
  const controller = new AbortController();
  const { signal } = controller;
  const names = options.select?.split(/\s+/).filter(Boolean) ?? [];
  const only = names.some((name) => !name.startsWith('-'));
  const selected = (name: string) => (only ? names.includes(name) : !names.includes(`-${name}`));
  const leave: (() => void)[] = [];
  const contextOf = (part: Part): CaptureContext => {
    const guard: CaptureContext['guard'] =
      (run) =>
      (...args) => {
        try {
          if (!signal.aborted) run(...args);
        } catch (error) {
          options.onProblem(part, error);
        }
      };
    return {
      window: options.window,
      now: options.now,
      emit: (name, props, time) => selected(name) && options.emit(name, props, time),
      guard,
      listen: (target, type, run) =>
        target.addEventListener(type, guard(run), { signal, capture: true, passive: true }),
      signal,
      leave,
    };
  };
  const start = (part: Part, run: (context: CaptureContext) => void) => {
    const context = contextOf(part);
    context.guard(() => run(context))();
  };
  const pages = capturePages(contextOf('capture-pages'), options);
  start('capture-engagement', (context) => captureEngagement(context, pages.told));
  start('capture-pages', () => pages.start());
  start('capture-links', captureLinks);
  start('capture-forms', captureForms);
  if (selected('dataLayer'))
    start('capture-data-layer', (context) => captureLayer(context, options, selected));
  return {
    page() {
      pages.settle();
      return pages.live;
    },
    stop: () => controller.abort(),
  };
}

/** Items that wait for what reads them, at most. */
const MAX_EARLY = 500;

/** Follows the data layer. What reads it is loaded with the first item; until then the items wait. */
function captureLayer(
  context: CaptureContext,
  { layer, backlog = false, now, loadLayer }: CaptureOptions,
  selected: (name: string) => boolean,
): void {
  const { window, guard, listen } = context;
  let reader: LayerReader | undefined;
  const early: Parameters<LayerReader>[] = [];
  const start = guard((code: Awaited<ReturnType<typeof loadLayer>>) => {
    reader = code.createLayerReader(context, selected);
    for (const each of early.splice(0)) reader(...each);
  });
  const read = (item: unknown) => {
    if (reader) return reader(item, now());
    if (early.length === 0) void loadLayer().then(start);
    if (early.length < MAX_EARLY) early.push([item, now()]);
  };
  const look = followLayer(context, { name: layer || 'dataLayer', past: backlog, read });
  // Where the property cannot be watched, another list may have come meanwhile.
  listen(window.document, 'DOMContentLoaded', look);
  listen(window, 'load', look);
  context.leave.push(look);
}
