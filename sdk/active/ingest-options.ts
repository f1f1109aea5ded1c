import { pageFacts } from '../capture/index.ts';
import type { IngestOptions } from '../ingest/index.ts';
import { BUILD, type PartLoader } from '../parts/index.ts';
import type { Store } from '../store/index.ts';
import type { ActiveContext } from './context.ts';
import type { KeptProgram } from './kept-program.ts';
import { journalIn } from './stores.ts';

/** What this page and its store are to what happens on it. */
export function ingestOptionsOf(
  context: ActiveContext,
  store: Store,
  program: KeptProgram,
  parts: PartLoader,
  onForeignPlan: IngestOptions['onForeignPlan'],
): IngestOptions {
  const {
    report,
    since,
    host: { window, now },
  } = context;
  return {
    page: `${now().toString(36)}${Math.random().toString(36).slice(2, 6)}`,
    now,
    build: BUILD,
    clock: () => window.performance.now(),
    host: { offsetAt: (time) => -new Date(time).getTimezoneOffset() },
    transact: store.transact,
    facts: (deviceFacts) => ({
      ...(deviceFacts && { device: deviceFacts(window, report) }),
      page: pageFacts(window),
    }),
    journal: journalIn(context),
    isHidden: context.isHidden,
    onChange: context.onAnswers,
    isShared: () => store.mode() === 'indexeddb',
    // Of another history than theirs the others are to hear nothing.
    onCommit: (told) => context.permitted() && context.onCommit({ ...told, since }),
    onAnalysed: program.set,
    onForeignPlan,
    onProblem: report,
    loadPast: () => parts.load('returning'),
  };
}

/** Whether a message is of the history that began at `since`, the record's `erased`. */
export const isOfHistory = (heard: unknown, since: number | undefined) =>
  (heard as { readonly since?: unknown } | null)?.since === since;
