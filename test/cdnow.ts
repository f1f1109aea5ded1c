/** Purchases of CDNOW, a public log that is too large to stand here: docs/simulate.md says where it comes from. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The file that `COVEY_CDNOW` names. */
export const cdnow = resolve(process.env['COVEY_CDNOW'] ?? 'cdnow.csv');
export const hasCdnow = existsSync(cdnow);

if (!hasCdnow)
  console.log(
    `skipped: there is no CDNOW log at ${cdnow}. docs/simulate.md says how to get it; COVEY_CDNOW=FILE names it.`,
  );
