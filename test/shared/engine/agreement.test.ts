import fc from 'fast-check';
import { describe, test } from 'vitest';
import { documents, history } from './generate.ts';
import { play } from './play.ts';

const seed = Number(process.env['COVEY_SEED']);
const runs = Number(process.env['COVEY_RUNS'] ?? 1_200);
const replay = `COVEY_SEED=${seed} COVEY_RUNS=${runs}`;

// Minutes, on a busy machine; what reaches further into single parts of the engine stands in a file beside this one.
describe('engine and meaning agree', { timeout: 900_000 }, () => {
  test(`after every event and at every instant (${replay})`, () => {
    fc.assert(fc.property(documents, history, play), { seed, numRuns: Math.ceil(runs * 0.6) });
  });
});
