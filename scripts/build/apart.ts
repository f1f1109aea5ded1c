// Builds what needs nothing else that is built: `scripts/build.ts` runs it beside the rest.
import { apart } from '../../rollup.config.mjs';
import { bundle } from './bundle.ts';

await bundle(apart);
