// Completion in shells: scripts that ask the program itself, which answers from its own description.
import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { visibleInLine } from '../visible.ts';
import { complete } from './candidates.ts';

export { complete } from './candidates.ts';
export type { Candidate } from './candidate.ts';
export type { Completion } from './candidates.ts';
export { ASK, SCRIPTS, SHELLS } from './scripts.ts';
export type { Shell } from './scripts.ts';

/** What the scripts are answered. `args`: after `__complete`. */
export function answerShell(program: Command, args: readonly string[], terminal: Terminal): void {
  const found = complete(program, args[0] === '--' ? args.slice(1) : args);
  if ('files' in found) return terminal.out(':files');
  const lines = found.words.map(
    ({ word, says }) => `${visibleInLine(word)}\t${visibleInLine(says)}`,
  );
  terminal.out([':words', ...lines].join('\n'));
}
