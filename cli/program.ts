import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addAdd } from './commands/add.ts';
import { addAudit } from './commands/audit.ts';
import { addBackup } from './commands/backup.ts';
import { addCheck } from './commands/check.ts';
import { addCompletion } from './commands/completion.ts';
import { addDeploy } from './commands/deploy.ts';
import { addDiff } from './commands/diff.ts';
import { addDoctor } from './commands/doctor.ts';
import { addGet } from './commands/get.ts';
import { addImport } from './commands/import.ts';
import { addInit } from './commands/init.ts';
import { addKeygen } from './commands/keygen.ts';
import { addMonitor } from './commands/monitor.ts';
import { addPlan } from './commands/plan.ts';
import { addPublish } from './commands/publish.ts';
import { addRecord } from './commands/record.ts';
import { addRenew } from './commands/renew.ts';
import { addRestore } from './commands/restore.ts';
import { addSign } from './commands/sign.ts';
import { addSimulate } from './commands/simulate.ts';
import { addAnalyse } from './commands/analyse.ts';
import { addSnippet } from './commands/snippet.ts';
import { addSql } from './commands/sql.ts';
import { addStats } from './commands/stats.ts';
import { addStatus } from './commands/status.ts';
import { addToken } from './commands/token.ts';
import { addTypes } from './commands/types.ts';
import { EXIT } from './failure.ts';
import { addHelp, OTHERS, TASKS } from './help/index.ts';
import type { Terminal } from './terminal.ts';

/** In the order in which help lists them: task by task. */
const COMMANDS = [
  addInit,
  addAdd,
  addKeygen,
  addSnippet,
  addTypes,
  addCheck,
  addSimulate,
  addAnalyse,
  addPlan,
  addDiff,
  addRenew,
  addSign,
  addDeploy,
  addPublish,
  addStatus,
  addGet,
  addMonitor,
  addToken,
  addAudit,
  addBackup,
  addRestore,
  addStats,
  addDoctor,
  addSql,
  addRecord,
  addImport,
  addHelp,
  addCompletion,
];

/** The whole command line. Failures of a command are thrown as `Failure`, misuse as commander's error. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('covey')
    .description(
      "Covey, the owner's side: write, check, try, sign and publish segment definitions.",
    )
    .usage('COMMAND [options]')
    .version(packageJson.version)
    // "--version" after a command is that command's own.
    .enablePositionalOptions()
    .showHelpAfterError('("covey help" lists the commands)')
    .configureHelp({
      sortSubcommands: false,
      minWidthToWrap: 20,
      subcommandTerm: (command) => command.name(),
      // How the source is broken into lines is no matter of the reader's terminal.
      commandDescription: (command) => command.description().replaceAll('\n', ' '),
      styleTitle: (title) => terminal.style.bold(title),
    })
    .addHelpText(
      'after',
      `
covey help COMMAND   every option of a command, with examples
covey help TASK      what to type, one after the other:
                     ${TASKS.map(({ name }) => name).join(', ')}
covey completion     for bash, zsh and fish

Exit codes: 0 done, ${EXIT.failed} failed (errors, refusals), ${EXIT.usage} misused;
"covey status" adds ${EXIT.ending} (definitions run out soon) and ${EXIT.ended} (they ran out).`,
    );
  program.exitOverride();
  // Arguments that are complained about may hold anything.
  program.configureOutput({
    writeOut: (text) => terminal.out(text.replace(/\n$/, '')),
    writeErr: (text) => terminal.note(text.replace(/\n$/, '')),
    getOutHelpWidth: () => terminal.columns,
    getErrHelpWidth: () => terminal.columns,
  });
  for (const add of COMMANDS) add(program, terminal);
  for (const command of program.commands)
    command
      .helpGroup(`${groupOf(command.name())}:`)
      .showHelpAfterError(`("covey help ${command.name()}" shows how it is used)`);
  return program;
}

/** @throws RangeError for a command that no task has, which is a fault of ours. */
function groupOf(command: string): string {
  if (OTHERS.includes(command)) return 'Besides';
  const task = TASKS.find(({ commands }) => commands.includes(command));
  if (!task) throw new RangeError(`No task has "covey ${command}": cli/help/tasks.ts`);
  return task.title;
}
