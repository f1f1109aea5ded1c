import { captureDataLayer } from './data-layer.ts';
import { captureEngagement } from './engagement.ts';
import { captureForms } from './forms.ts';
import { captureLinks } from './links.ts';
import { capturePages } from './pages.ts';

export interface CaptureOptions {
  readonly window: Window & typeof globalThis;
  readonly now: () => number;
  /** What to capture (`"page_view scroll"`), what not (`"-click"`), or `"off"`; all by default. */
  readonly select?: string | undefined;
  /** Whether what stands in `dataLayer` already may be read: consent was there when it was written. */
  readonly backlog: boolean;
  readonly emit: (name: string, props: { readonly [key: string]: unknown }) => void;
  /** The visitor is on another page, before its `page_view`. */
  readonly onPage: () => void;
  readonly onError: (error: unknown) => void;
}

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

/** Starts capturing; the function it gives stops it and leaves nothing behind. */
export function startCapture(options: CaptureOptions): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const names = options.select?.split(/\s+/).filter(Boolean) ?? [];
  const only = names.some((name) => !name.startsWith('-'));
  const selected = (name: string) => (only ? names.includes(name) : !names.includes(`-${name}`));
  const guard: CaptureContext['guard'] =
    (run) =>
    (...args) => {
      try {
        if (!signal.aborted) run(...args);
      } catch (error) {
        options.onError(error);
      }
    };
  const context: CaptureContext = {
    window: options.window,
    now: options.now,
    emit: (name, props) => selected(name) && options.emit(name, props),
    guard,
    listen: (target, type, run) =>
      target.addEventListener(type, guard(run), { signal, capture: true, passive: true }),
    signal,
    leave: [],
  };
  captureEngagement(context);
  capturePages(context, options.onPage);
  captureLinks(context);
  captureForms(context);
  if (selected('dataLayer')) captureDataLayer(context, options.backlog, options.emit, selected);
  return () => controller.abort();
}
