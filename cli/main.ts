// Covey's command line: what the site's owner runs, on their own machine and in CI. It alone holds private keys.
import { EXIT } from './failure.ts';
import { run } from './run.ts';
import { servesAsThread } from './simulate/index.ts';
import { endWithOutput, processTerminal } from './terminal.ts';

// A simulation begins this program again for each of its threads.
if (!servesAsThread()) await main();

async function main(): Promise<void> {
  const terminal = processTerminal();

  endWithOutput(terminal, 'covey');

  try {
    process.exitCode = await run(process.argv.slice(2), terminal);
  } catch (error) {
    // A fault of ours, told as clean as all else.
    terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = EXIT.failed;
  }
}
