import { createRequire } from 'node:module';

/** The packages of this folder, which the repository's own tests and types do without. */
export const packageOf = createRequire(new URL('package.json', import.meta.url)) as (
  name: string,
) => unknown;
