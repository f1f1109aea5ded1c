import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAILURE, SHAPES, type CommandName } from '../../cli/json/index.ts';
import { run } from '../../cli/run.ts';
import { createTerminal } from '../../cli/terminal.ts';
import type { Definitions } from '../../shared/definitions/types.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Options {
  readonly input?: string;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  /** From the root of the repository; the command line by default. */
  readonly program?: string;
}

/** Runs the command line: in this process, or in one of its own where input, environment or folder matter. */
export async function covey(args: readonly string[], options: Options = {}): Promise<Outcome> {
  if (Object.keys(options).length > 0) return coveyProcess(args, options);
  let [out, err] = ['', ''];
  const terminal = createTerminal(
    { write: (text) => (out += text), colors: false },
    { write: (text) => (err += text), colors: false },
  );
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const code = await run(args, terminal);
    if (args.includes('--json')) requireShape(args, out);
    return { code: Number(process.exitCode ?? code), out, err };
  } finally {
    process.exitCode = before;
  }
}

/** Whatever is printed with --json has the shape that is promised for the command, or for what failed. */
function requireShape(args: readonly string[], out: string): void {
  const [first = '', second = ''] = args;
  const name = `${first} ${second}`;
  const command = (Object.hasOwn(SHAPES, name) ? name : first) as CommandName;
  const answer: unknown = JSON.parse(out);
  const isFailure = typeof answer === 'object' && answer !== null && 'error' in answer;
  const { error } = (isFailure ? FAILURE : SHAPES[command]).safeParse(answer);
  if (error) throw new Error(`covey ${command} --json: ${error.message}\n${out}`);
}

/** For programs whose environment is not that of the tests: what was compiled once, and where temporary files lie. */
export const HANDED_ON = {
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
  TMPDIR: tmpdir(),
};

/**
 * The command line as a program, from the root of the repository: its sources, or, in a run of all that was built before,
 * what was built, which starts in half the time.
 */
export const PROGRAM = process.env['COVEY_PROGRAM'] ?? 'cli/main.ts';

/** Runs the command line as a person would. */
export function coveyProcess(args: readonly string[], options: Options = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, options.program ?? PROGRAM), ...args], {
      cwd: options.cwd ?? root,
      env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...HANDED_ON, ...options.env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    // A command that does not read its input may be gone before it is written.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'covey-test-'));
}

/** Writes a file into a new folder and gives its path. */
export function fileWith(name: string, content: string, mode = 0o644): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content, { mode });
  return path;
}

const DAY_MS = 86_400_000;
const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

/** Definitions that are valid today. */
export function definitionsOf(part: Partial<Definitions>): Definitions {
  return {
    covey: 1,
    site: 'hazel.example',
    version: 1,
    issued: day(-1),
    expires: day(60),
    segments: {},
    ...part,
  };
}
