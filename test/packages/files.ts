import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of all files in a folder, from there. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .toSorted();
}
