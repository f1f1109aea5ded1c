import fc from 'fast-check';
import { describe, test } from 'vitest';
import {
  documents,
  documentsOfCrowds,
  documentsOfChains,
  documentsOfSequences,
  documentsOfSums,
  documentsOfTotals,
  documentsOfWaits,
  history,
  historyOfChains,
  historyOfCrowds,
  historyOfSums,
  longHistory,
} from './generate.ts';
import { play, playSums, playUnknowing } from './play.ts';

const seed = Number(process.env['COVEY_SEED']);
const runs = Number(process.env['COVEY_RUNS'] ?? 1_200);

const options = (share: number) => ({ seed, numRuns: Math.ceil(runs * share) });
const replay = `COVEY_SEED=${seed} COVEY_RUNS=${runs}`;

// Minutes, on a busy machine.
describe('engine and meaning agree', { timeout: 900_000 }, () => {
  test(`on sequences that overlap and leave their window (${replay})`, () => {
    fc.assert(fc.property(documentsOfSequences, history, play), options(0.2));
  });

  test(`when what settles no answer is forgotten (${replay})`, () => {
    fc.assert(fc.property(documentsOfTotals, longHistory, play), options(0.05));
  });

  test(`with many metrics of one event, in tables, and many marks of one metric (${replay})`, () => {
    fc.assert(fc.property(documentsOfCrowds, historyOfCrowds, play), options(0.015));
  });

  test(`on chains of steps, in windows, with limits (${replay})`, () => {
    fc.assert(fc.property(documentsOfChains, historyOfChains, play), options(0.02));
  });

  test(`on steps that wait, and sequences that rest (${replay})`, () => {
    fc.assert(fc.property(documentsOfWaits, historyOfChains, play), options(0.02));
  });

  test(`on sums that fall (${replay})`, () => {
    fc.assert(fc.property(documentsOfSums, historyOfSums, playSums), options(0.02));
  });

  test(`and what is said in spite of missing events is true (${replay})`, () => {
    fc.assert(fc.property(documents, history, playUnknowing), options(0.2));
  });
});
