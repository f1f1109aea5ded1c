import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkDefinitions, formatPath } from '../../shared/definitions/index.ts';
import type { Definitions, IssueCode, IssuePath } from '../../shared/definitions/index.ts';
import { checkDocument, parseJsonDocument } from '../../shared/documents/index.ts';
import type { CheckedText, JsonDocument } from '../../shared/documents/index.ts';
import { Failure, placeText, reasonOf } from '../failure.ts';
import type { FailureIssue, Place } from '../failure.ts';
import { readText } from '../input.ts';
import type { Terminal } from '../terminal.ts';

/** What is wrong, or doubtful, at one place. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: IssueCode;
  readonly path: IssuePath;
  readonly place: Place;
  readonly message: string;
}

export interface CheckedFile {
  readonly file: string;
  /** Null where there are errors. */
  readonly definitions: Definitions | null;
  readonly findings: readonly Finding[];
}

/**
 * Reads and checks a definitions file: JSON or JSONC, `-` for standard input, or a module (.ts, .js)
 * whose default export, or export named `definitions`, is the document.
 * @throws Failure when the file cannot be read at all.
 */
export async function readDefinitions(path: string): Promise<CheckedFile> {
  const file = path === '-' ? 'stdin' : path;
  if (/\.[cm]?[jt]s$/.test(path)) {
    return checked(file, await importModule(path), undefined);
  }
  return checkText(file, readText(path));
}

/** The same for a document's text. */
export function checkText(file: string, text: string): CheckedFile {
  const document = parseJsonDocument(text);
  if (document.faults.length === 0) return checked(file, document.value, document.placeOf);
  return withPlaces(file, checkDocument(document, Date.now()));
}

/** For commands that cannot go on with errors: prints the findings, and gives what is left to work with. */
export function acceptDefinitions(result: CheckedFile, terminal: Terminal): Definitions {
  printFindings(result.findings, (line) => terminal.note(line), terminal.noteStyle);
  if (result.definitions) return result.definitions;
  throw new Failure(
    'definitions',
    `${result.file} has errors.`,
    ['Mend the places listed above; "covey check" lists them again.'],
    { issues: result.findings.filter(isError).map(issueOf) },
  );
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

const issueOf = ({ code, path, place, message }: Finding): FailureIssue => ({
  code,
  path,
  ...place,
  message,
});

/** One line each: place, severity, path, message. */
export function printFindings(
  findings: readonly Finding[],
  print: (line: string) => void,
  style: Terminal['style'],
): void {
  for (const { severity, code, path, place, message } of findings) {
    const word = severity === 'error' ? style.red('error') : style.yellow('warning');
    const where = path.length > 0 ? `${style.bold(formatPath(path))}: ` : '';
    print(`${placeText(place)}  ${word}  ${where}${message} ${style.dim(`[${code}]`)}`);
  }
}

/** What a newcomer names in place of definitions: the other files that the command line makes. */
function refuseOther(file: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if ('payload' in value && 'signatures' in value)
    throw new Failure('file', `${file} is a signed envelope, and not the definitions in it.`, [
      'Name the file that was signed. Where it is lost, "covey get" gives what is published.',
    ]);
  if ('kty' in value)
    throw new Failure('file', `${file} is a key file, and not definitions.`, [
      'Name the file of the definitions: "covey init" makes a first one.',
    ]);
}

function checked(
  file: string,
  value: unknown,
  placeOf: JsonDocument['placeOf'] | undefined,
): CheckedFile {
  refuseOther(file, value);
  const now = Date.now();
  if (placeOf) return withPlaces(file, checkDocument({ value, faults: [], placeOf }, now));
  const result = checkDefinitions(value, { now });
  return withPlaces(file, {
    definitions: result.ok ? result.definitions : null,
    findings: [...result.errors, ...result.warnings],
  });
}

function withPlaces(
  file: string,
  { definitions, findings }: Pick<CheckedText, 'definitions' | 'findings'>,
): CheckedFile {
  return {
    file,
    definitions,
    findings: findings.map(({ severity, code, path, message, line, column }) => ({
      severity,
      code,
      path,
      place: { file, ...(line !== undefined && column !== undefined && { line, column }) },
      message,
    })),
  };
}

async function importModule(path: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(resolve(path)).href)) as {
      readonly [name: string]: unknown;
    };
    const value = module['default'] ?? module['definitions'];
    if (value !== undefined) return value;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
      throw new Failure('missing', `This Node (${process.version}) cannot read TypeScript.`, [
        'Use Node 22.18 or later, or write the definitions as JSON.',
      ]);
    }
    throw new Failure('file', `${path} cannot be loaded: ${reasonOf(error)}`, [
      'Node runs it as it is: try "node --check" on it, and see that what it imports is there.',
    ]);
  }
  throw new Failure('file', `${path} exports no definitions.`, [
    'Write "export default defineSegments({ … })", or export a constant named definitions.',
  ]);
}
