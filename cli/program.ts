import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addAdd } from './commands/add.ts';
import { addAudit } from './commands/audit.ts';
import { addBackup } from './commands/backup.ts';
import { addCheck } from './commands/check.ts';
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
import { addSnippet } from './commands/snippet.ts';
import { addSql } from './commands/sql.ts';
import { addStats } from './commands/stats.ts';
import { addStatus } from './commands/status.ts';
import { addToken } from './commands/token.ts';
import { addTypes } from './commands/types.ts';
import { EXIT } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** The whole command line. Failures of a command are thrown as `Failure`, misuse as commander's error. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('covey')
    .description(
      "Covey, the owner's side: write, check, try, sign and publish segment definitions.",
    )
    .version(packageJson.version)
    // "--version" after a command is that command's own.
    .enablePositionalOptions()
    .showHelpAfterError('("covey help" lists the commands)')
    .configureHelp({ sortSubcommands: false })
    .addHelpText(
      'after',
      `
From nothing to a published segment:
  covey init --site hazel.example
  covey add cart-abandoner --into segments.jsonc
  covey check segments.jsonc
  covey simulate --definitions segments.jsonc --events log.csv
  covey keygen
  covey sign segments.jsonc --key covey-key.json --out envelope.json
  covey publish envelope.json --edge https://edge.example --register --public-key KID:X

Exit codes: 0 done, ${EXIT.failed} failed (errors, refusals), ${EXIT.usage} misused;
"covey status" adds ${EXIT.ending} (definitions run out soon) and ${EXIT.ended} (they ran out).`,
    );
  program.exitOverride();
  // Arguments that are complained about may hold anything.
  program.configureOutput({
    writeOut: (text) => terminal.out(text.replace(/\n$/, '')),
    writeErr: (text) => terminal.note(text.replace(/\n$/, '')),
  });
  const add = [
    addInit,
    addAdd,
    addImport,
    addCheck,
    addSimulate,
    addSql,
    addTypes,
    addPlan,
    addRecord,
    addKeygen,
    addSign,
    addSnippet,
    addDiff,
    addPublish,
    addStatus,
    addRenew,
    addGet,
    addMonitor,
    addAudit,
    addToken,
    addBackup,
    addRestore,
    addStats,
    addDoctor,
  ];
  for (const command of add) command(program, terminal);
  for (const command of program.commands)
    command.showHelpAfterError(`("covey help ${command.name()}" shows how it is used)`);
  return program;
}
