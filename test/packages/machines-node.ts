import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** PATH without what the packages of this project bring: npm scripts run on a Node of their own. */
export const PATH = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter);

/** The Node that the machine has, or the one that runs this where it has none. CI has Node 20. */
export function machinesNode(): { readonly path: string; readonly version: string } {
  const found = PATH.split(delimiter)
    .map((folder) => join(folder, 'node'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  const path = found ?? process.execPath;
  return { path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim() };
}
