import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What many tests start, the command line above all, is compiled once. */
export const COMPILED = fileURLToPath(
  new URL('../../node_modules/.cache/compiled', import.meta.url),
);

/** How a program runs. */
export interface Manner {
  /** What each line that it says begins with; without, it is heard when all is said. */
  readonly prefix?: string;
  /** Others, where they want the processors, get more of them. */
  readonly isPatient?: boolean;
}

/** Runs a program to its end; whether it ended well. */
export function run(
  [command = '', ...args]: readonly string[],
  { prefix, isPatient = false }: Manner = {},
): Promise<boolean> {
  return new Promise((resolve) => {
    const started = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
        NODE_COMPILE_CACHE: COMPILED,
        ...process.env,
      },
    });
    if (isPatient && started.pid !== undefined) setPriority(started.pid, 4);
    const said: string[] = [];
    for (const stream of [started.stdout, started.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        if (prefix === undefined) said.push(line);
        else console.log(`${prefix}${line}`);
      });
    const end = (isWell: boolean) => {
      if (said.length > 0) console.log(said.join('\n'));
      resolve(isWell);
    };
    started.once('error', (error) => {
      said.push(error.message);
      end(false);
    });
    started.once('close', (status) => end(status === 0));
  });
}
