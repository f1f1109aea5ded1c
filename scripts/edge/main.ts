// The program of the Worker's package: what deploys it, with the files of earlier releases.
import { CommanderError } from 'commander';
import { Failure } from '../../cli/failure.ts';
import { endWithOutput, processTerminal } from '../../cli/terminal.ts';
import { createEdgeProgram } from './program.ts';

const terminal = processTerminal();
const { note, noteStyle } = terminal;
endWithOutput(terminal, 'covey-edge');
try {
  await createEdgeProgram().parseAsync();
} catch (error) {
  // Commander has printed it already; help and version end with 0.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof Failure) {
    note(`${noteStyle.red('covey-edge:')} ${error.message}`);
    for (const hint of error.hints) note(`  ${hint}`);
    process.exitCode = error.exitCode;
  } else throw error;
}
