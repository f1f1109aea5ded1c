import { CommanderError } from 'commander';
import { EXIT, Failure } from './failure.ts';
import { createProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line and gives its exit code. Only what nobody expected is thrown. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has printed it already; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
    if (!(error instanceof Failure)) throw error;
    if (error.message !== '') terminal.note(`${terminal.noteStyle.red('covey:')} ${error.message}`);
    for (const hint of error.hints) terminal.note(`  ${hint}`);
    return error.exitCode;
  }
}
