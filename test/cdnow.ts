/** Purchases of CDNOW, a public log that is too large to stand here: docs/simulate.md says where it comes from. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const beside = fileURLToPath(new URL('../../shared/data/cdnow.csv', import.meta.url));
/** `COVEY_CDNOW` names the file; else it is looked for in a folder beside this repository. */
export const cdnow = resolve(process.env['COVEY_CDNOW'] ?? beside);
export const hasCdnow = existsSync(cdnow);

if (!hasCdnow)
  console.log(
    `skipped: there is no CDNOW log at ${cdnow}. docs/simulate.md says how to get it; COVEY_CDNOW=FILE names it.`,
  );
