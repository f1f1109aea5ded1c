// Covey's command line: what the site's owner runs, on their own machine and in CI. It alone holds private keys.
import { CommanderError } from 'commander';
import { EXIT, Failure } from './failure.ts';
import { createProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();

// A reader that stops early ("covey … | head") is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  await createProgram(terminal).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed it already; help and version end with 0.
    process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
  } else if (error instanceof Failure) {
    terminal.note(`${terminal.noteStyle.red('covey:')} ${error.message}`);
    for (const hint of error.hints) terminal.note(`  ${hint}`);
    process.exitCode = error.exitCode;
  } else {
    throw error;
  }
}
