import { Argument, type Command } from 'commander';
import { checkDefinitions, formatPath } from '../../shared/definitions/index.ts';
import {
  type DefinitionsFragment,
  type ImportMap,
  type ImportNote,
  type ImportOptions,
  type ImportResult,
  importAdobe,
  importGa4,
  importGrowthbook,
  importLaunchDarkly,
  importMatomo,
  importMixpanel,
  importPostHog,
  importStatsig,
  importUnleash,
} from '../../shared/importers/index.ts';
import { parseJsonDocument } from '../../shared/documents/index.ts';
import type { Added, JsonDocument } from '../../shared/documents/index.ts';
import { renamed, withDefinitions } from '../documents/index.ts';
import { Answered, Failure, placeText } from '../failure.ts';
import { readText } from '../input.ts';
import { tellJson } from '../json/index.ts';
import { repeated } from '../options.ts';
import { writeWhole } from '../growing-file.ts';
import { plural } from '../plural.ts';
import type { Terminal } from '../terminal.ts';

const TOOLS: {
  readonly [tool: string]: (json: unknown, options: ImportOptions) => ImportResult;
} = {
  ga4: importGa4,
  adobe: importAdobe,
  mixpanel: importMixpanel,
  posthog: importPostHog,
  matomo: importMatomo,
  growthbook: importGrowthbook,
  launchdarkly: importLaunchDarkly,
  unleash: importUnleash,
  statsig: importStatsig,
};

interface Options {
  readonly map?: string;
  readonly out?: string;
  readonly into?: string;
  readonly id?: string;
  readonly rename?: readonly string[];
  readonly partial?: boolean;
  readonly json?: boolean;
}

export function addImport(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .summary('turn segments of other tools into definitions')
    .description(
      "Reads an audience of Google Analytics 4, a segment of Adobe Analytics or Matomo, a cohort of Mixpanel\nor PostHog, a condition of GrowthBook, or a segment of LaunchDarkly, Unleash or Statsig, as the tool's\nown API gives it, and writes the part of a definitions file that says the same. What has no equal is named with its place, and ends with 1: then nothing is\nwritten of that segment, unless --partial is given.",
    )
    .addArgument(new Argument('<tool>', 'where it comes from').choices(Object.keys(TOOLS)))
    .argument(
      '<file>',
      'JSON of the tool\'s API, of Matomo also a segment as text; "-" for standard input',
    )
    .option('--map <file>', 'what your own dimensions, events and segments are called here (JSON)')
    .option('--out <file>', 'write the definitions here')
    .option('--into <file>', 'add them to this definitions file, whose comments stay')
    .option('--id <id>', 'id of the segment; else made of its name')
    .option(
      '--rename <old=new>',
      'another name for what is imported, where one is taken; again for more',
      repeated,
    )
    .option('--partial', 'leave out what has no equal, and write the rest')
    .option('--json', 'print definitions and notes as one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  covey import ga4 audience.json --out buyers.json\n  covey import adobe segment.json --map names.json\n  covey import mixpanel cohort.json --into segments.jsonc --rename buyers=mixpanel-buyers\n  covey import matomo segment.txt --id returning\n\ndocs/import.md says what becomes of what.',
    )
    .action((tool: string, path: string, options: Options) => {
      const source = path === '-' ? 'stdin' : path;
      const text = readText(path);
      const read = parse(source, tool === 'matomo' ? asJson(text) : text);
      const { map, id, partial, out, into } = options;
      if (out !== undefined && into !== undefined)
        throw new Failure('usage', '--out and --into exclude each other.', [
          '--out writes a file of its own, --into adds to one that is there.',
        ]);
      const document = into === undefined ? null : readText(into);
      const names = map === undefined ? undefined : parse(map, readText(map));
      const result = TOOLS[tool]?.(read.value, {
        ...(names && { map: names.value as ImportMap }),
        ...(id !== undefined && { id }),
        ...(partial && { partial }),
      });
      if (!result?.ok) throw unreadable(source, map, result?.issues ?? []);

      const { notes, mapped } = result;
      const isEmpty = Object.keys(result.definitions.segments).length === 0;
      // Of what is refused there are no names yet.
      const others = isEmpty ? [] : (options.rename ?? []);
      const definitions = renamed(result.definitions as Added, others) as DefinitionsFragment;
      const findings = findingsOf(definitions);
      const part = JSON.stringify(definitions, null, 2);
      // Nor is what has errors by itself, though names in the file of --into might hide them.
      const isBroken = findings.some(({ severity }) => severity === 'error');
      const writes = !isEmpty && !isBroken;
      // Nothing is written of what cannot be added as a whole.
      if (writes && into !== undefined && document !== null)
        writeWhole(
          into,
          withDefinitions(
            into,
            document,
            definitions as Added,
            'Rename them there, or what is imported: --rename OLD=NEW, once for each.',
          ),
        );
      if (writes && out !== undefined) writeWhole(out, `${part}\n`);
      const file = into ?? out ?? null;
      const written = writes && file !== null;
      if (options.json)
        tellJson(terminal, 'import', { definitions, notes, findings, mapped, file, written });
      else if (!isEmpty && file === null) terminal.out(part);

      if (!options.json) {
        // What is true of every segment of a tool is of no use where there is none.
        const told = isEmpty ? notes.filter(({ severity }) => severity !== 'info') : notes;
        for (const note of told) terminal.note(noteText(note, source, read, terminal));
        for (const { severity, message } of findings)
          terminal.note(`${colored(severity, terminal)}  ${message}`);
        terminal.note(
          isBroken && file !== null
            ? 'Nothing is written: what was imported would have errors.'
            : summary(definitions, notes, mapped.length),
        );
      }
      const failed = [...notes, ...findings].some(({ severity }) => severity === 'error');
      if (failed) throw new Answered();
    });
}

/** A segment as it stands in an address: a text, and no JSON. */
const asJson = (text: string): string =>
  /^\s*[[{"]/.test(text) || text.trim() === '' ? text : JSON.stringify(text.trim());

function parse(file: string, text: string): JsonDocument {
  const document = parseJsonDocument(text);
  const [fault, ...others] = document.faults.map(
    ({ place, message }) => `${placeText({ file, ...place })}  ${message}`,
  );
  if (fault !== undefined) throw new Failure('file', `${file} is no JSON.`, [fault, ...others]);
  return document;
}

function unreadable(
  file: string,
  map: string | undefined,
  issues: Extract<ImportResult, { ok: false }>['issues'],
): Failure {
  const ofMap = issues.some(({ code }) => code === 'bad-map');
  return new Failure(
    'file',
    `${ofMap ? map : file} cannot be used.`,
    issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)),
  );
}

/** What the checker says of the part, as if it stood in a document. Segments that the mapping names are not there. */
function findingsOf(part: DefinitionsFragment) {
  if (Object.keys(part.segments).length === 0) return [];
  const { errors, warnings } = checkDefinitions({
    covey: 1,
    site: 'example.com',
    version: 1,
    issued: '2026-01-01T00:00:00Z',
    expires: '2026-03-01T00:00:00Z',
    ...part,
  });
  return [...errors, ...warnings]
    .filter(({ code }) => code !== 'unknown-segment')
    .map(({ severity, code, path, message }) => ({
      severity,
      code,
      path,
      message: `${formatPath(path)}: ${message}`,
    }));
}

const colored = (severity: ImportNote['severity'], { noteStyle }: Terminal): string => {
  if (severity === 'error') return noteStyle.red('error');
  return severity === 'warning' ? noteStyle.yellow('warning') : noteStyle.dim('note');
};

/** `audience.json:12:7  error  unsupported purchaseProbability: …` */
function noteText(
  { code, severity, path, construct, message }: ImportNote,
  file: string,
  source: JsonDocument,
  terminal: Terminal,
): string {
  const place =
    path === ''
      ? file
      : placeText({ file, ...source.placeOf(keysOf(path, source.value), 'value') });
  const name = terminal.noteStyle.bold(`${code} ${construct}`);
  return `${place}  ${colored(severity, terminal)}  ${name}: ${message}`;
}

/** `a.b[0]` as the keys that lead there. A key may hold dots itself. */
function keysOf(path: string, source: unknown): (string | number)[] {
  const keys: (string | number)[] = [];
  let value = source as { readonly [key: string]: unknown } | undefined;
  let rest = path;
  while (rest !== '') {
    const [item, index] = /^\[(\d+)\]/.exec(rest) ?? [];
    const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const after = rest.replace(/^\./, '');
    const known = names.filter(
      (name) => after === name || after.startsWith(`${name}.`) || after.startsWith(`${name}[`),
    );
    const [word = after] = /^[^.[]+/.exec(after) ?? [];
    const name = known.toSorted((a, b) => b.length - a.length)[0] ?? word;
    rest = item === undefined ? after.slice(name.length) : rest.slice(item.length);
    keys.push(index === undefined ? name : Number(index));
    value = value?.[index ?? name] as typeof value;
  }
  return keys;
}

function summary(part: DefinitionsFragment, notes: readonly ImportNote[], mapped: number): string {
  const segments = Object.keys(part.segments).length;
  const errors = notes.filter(({ severity }) => severity === 'error').length;
  const left = errors > 0 ? `, ${plural(errors, 'part')} without equal` : '';
  const made = `${plural(segments, 'segment')}, ${plural(Object.keys(part.metrics).length, 'metric')}`;
  return segments === 0
    ? `Nothing is written: ${plural(errors, 'part')} without equal. Map the names, or leave the rest out with --partial.`
    : `${made} from ${plural(mapped, 'clause')}${left}.`;
}
