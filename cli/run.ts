import { CommanderError } from 'commander';
import { answerShell, ASK } from './completion/index.ts';
import { Answered, EXIT, Failure } from './failure.ts';
import { tellFailure } from './json/index.ts';
import { createProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line and gives its exit code. Only what nobody expected is thrown. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const isJson = asksForJson(args);
  if (args[0] === ASK) {
    answerShell(createProgram(terminal), args.slice(1), terminal);
    return 0;
  }
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof Answered) {
      if (error.why) note(error.why, terminal);
      return error.exitCode;
    }
    if (error instanceof CommanderError) {
      // It has told already; help and version end with 0.
      if (error.exitCode === 0) return 0;
      if (isJson) tellFailure(terminal, misuse(error));
      return EXIT.usage;
    }
    if (isJson) tellFailure(terminal, error instanceof Failure ? error : fault(error));
    if (!(error instanceof Failure)) throw error;
    note(error, terminal);
    return error.exitCode;
  }
}

/** As far as it can be known where the rest is not understood. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).includes('--json');
}

function note({ message, hints }: Failure, terminal: Terminal): void {
  terminal.note(`${terminal.noteStyle.red('covey:')} ${message}`);
  for (const hint of hints) terminal.note(`  ${hint}`);
}

/** "error: unknown option '--jso'", and on the next line "(Did you mean --json?)". */
function misuse({ code, message }: CommanderError): Failure {
  if (code === 'commander.help')
    return new Failure('usage', 'A command is missing.', ['"covey help" lists them.']);
  const [first = '', ...others] = message.split('\n');
  const hints = others.map((line) => line.replace(/^\((.*)\)$/, '$1'));
  return new Failure('usage', first.replace(/^error: /, ''), hints);
}

const fault = (error: unknown): Failure =>
  new Failure('internal', error instanceof Error ? error.message : String(error), [
    'This is a fault of Covey: standard error has where.',
  ]);
