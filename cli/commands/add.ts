import type { Command } from 'commander';
import { nearest } from '../../shared/definitions/index.ts';
import {
  READY_SEGMENTS,
  type ReadyDefinitions,
  type ReadySegment,
} from '../../shared/ready-segments/index.ts';
import type { Added } from '../../shared/documents/index.ts';
import { checkText, withDefinitions } from '../documents/index.ts';
import { Failure } from '../failure.ts';
import { readText } from '../input.ts';
import { tellJson } from '../json/index.ts';
import { writeWhole } from '../growing-file.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly into?: string;
  readonly json?: boolean;
}

export function addAdd(program: Command, terminal: Terminal): void {
  program
    .command('add')
    .summary('put ready segments into definitions')
    .description(
      'Takes ready segments, with the metrics and all else that they need: prints them, or adds them to a\ndefinitions file, whose comments stay. Without an id it lists what there is. Thresholds are starting\nvalues: it says what to tune.',
    )
    .argument('[id...]', 'ids of segments, as the list has them')
    .option('--into <file>', 'add them to this definitions file')
    .option('--json', 'print what there is, or was chosen, as one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  covey add\n  covey add cart-abandoner champions --into segments.jsonc\n\ndocs/ready-segments.md has each with visitors on whom a test runs it.',
    )
    .action((ids: readonly string[], { into, json }: Options) => {
      if (ids.length === 0) {
        if (into !== undefined)
          throw new Failure('usage', 'Which ones?', ['"covey add" lists the ids.']);
        if (json) tellJson(terminal, 'add', { ready: READY_SEGMENTS });
        else list(terminal);
        return;
      }
      const chosen = [...new Set(ids.map(entryOf))];
      const definitions = together(chosen);
      // With --json that alone goes to standard output.
      const tell = json ? terminal.note : terminal.out;
      const written = into !== undefined && addTo(into, definitions, tell, terminal);
      if (json) tellJson(terminal, 'add', { chosen, definitions, file: into ?? null, written });
      else if (into === undefined) terminal.out(JSON.stringify(definitions, null, 2));
      for (const entry of chosen) tellOf(entry, ids, terminal);
    });
}

function list(terminal: Terminal): void {
  const rows = READY_SEGMENTS.flatMap(({ definitions, says }) =>
    Object.entries(definitions.segments).map(([id, { kind = '', stage = '' }], at) => [
      id,
      kind,
      stage,
      at === 0 ? says : '',
    ]),
  );
  const columns = ['id', 'kind', 'stage', 'who is in it'].map((title) => ({ title }));
  terminal.out(table(columns, rows, terminal.style.bold));
}

function entryOf(id: string): ReadySegment {
  const entry = READY_SEGMENTS.find(({ definitions }) => Object.hasOwn(definitions.segments, id));
  if (entry) return entry;
  const known = READY_SEGMENTS.flatMap(({ definitions }) => Object.keys(definitions.segments));
  const like = nearest(id, known);
  throw new Failure('usage', `There is no ready segment "${id}".`, [
    like === undefined
      ? '"covey add" lists all.'
      : `Did you mean "${like}"? "covey add" lists all.`,
  ]);
}

/** Where two name the same metric, they mean the same: the tests hold all of them in one document. */
function together(chosen: readonly ReadySegment[]): ReadyDefinitions {
  const all: { [part: string]: object } = {};
  for (const { definitions } of chosen)
    for (const [part, entries] of Object.entries(definitions))
      all[part] = { ...all[part], ...entries };
  return all as unknown as ReadyDefinitions;
}

/** Whether there was anything to write. */
function addTo(
  file: string,
  definitions: ReadyDefinitions,
  tell: Terminal['out'],
  terminal: Terminal,
): boolean {
  const text = readText(file);
  const result = withDefinitions(
    file,
    text,
    definitions as Added,
    'Rename them there, or take from what "covey add" prints without --into.',
  );
  if (result === text) {
    terminal.note(`${file} has all of it already; nothing is written.`);
    return false;
  }
  writeWhole(file, result);
  const told = (from: string) =>
    checkText(file, from).findings.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const before = new Set(told(text));
  for (const warning of told(result))
    if (!before.has(warning)) terminal.note(`${terminal.noteStyle.yellow('warning')}  ${warning}`);
  tell(`Wrote ${file}. Next: covey check ${file}`);
  return true;
}

function tellOf(
  { definitions, says, note, tune }: ReadySegment,
  ids: readonly string[],
  { note: say, noteStyle }: Terminal,
): void {
  const all = Object.keys(definitions.segments);
  const others = all.filter((id) => !ids.includes(id));
  say(`${noteStyle.bold(all.filter((id) => ids.includes(id)).join(', '))}: ${says}`);
  if (others.length > 0) say(`  It comes with ${others.join(', ')}.`);
  if (note !== undefined) say(`  ${note}`);
  if (tune.length > 0) say(`  Tune: ${tune.join('; ')}.`);
}
