import type { DebugSource } from '../debug/source.ts';
import { createProblems, type Problems, type Say } from '../problems.ts';
import type { ClientOptions } from './options.ts';
import { MAX_WAITING } from './phase.ts';

export interface Voice {
  /** Counts what goes wrong; says it aloud where a developer looks. */
  readonly _problems: Problems;
  /** What was called, for whoever looks for a developer's slips. */
  _look(...call: unknown[]): void;
}

/** Words come late, and where they do not, codes stand for them. */
export function createVoice(
  options: ClientOptions,
  ended: AbortSignal,
  active: DebugSource['active'],
): Voice {
  /** Until there are words for them. */
  const calls: unknown[][] = [];
  const words =
    (options.debug ??
      /^(localhost|127\.0\.0\.1|\[::1])$/.test(options.host.window.location.hostname)) &&
    options
      .loadActive()
      .then(({ findWords }) =>
        findWords({ options, problems, calls, ended, active }, options.loadPart),
      )
      .catch((): Say => console.warn.bind(console, 'covey:'));
  const problems = createProblems(words);
  return {
    _problems: problems,
    _look: (...call) => void (words && calls.length < MAX_WAITING && calls.push(call)),
  };
}
