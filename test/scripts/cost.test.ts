import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  ASSUMED,
  type Assumed,
  includedVisits,
  INCLUDED,
  listPrice,
  type Unit,
  unitsOf,
} from '../../scripts/cost/model.ts';

const cost = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/cost.ts', ...args], { encoding: 'utf8' });

it('the table of the docs is what the script prints', () => {
  const { status, stdout } = cost();
  expect(status).toBe(0);
  expect(readFileSync('docs/operating.md', 'utf8')).toContain(stdout.trim());
});

it('takes assumptions that differ, and no nonsense', () => {
  expect(cost('--personalisation', '0', '--measurement', '0').stdout).toMatch(/rows written +0 /);
  expect(cost('--visits', 'many').status).toBe(2);
});

it('up to the visits that the plan includes no unit is used up, and one more uses one up', () => {
  const most = includedVisits();
  const isOver = (visits: number) =>
    Object.entries(unitsOf(visits)).some(([unit, used]) => used > INCLUDED[unit as Unit]);
  expect([isOver(most), isOver(most + 1)]).toEqual([false, true]);
});

it('costs nothing for a visitor who allows nothing but the tag, which comes past the Worker', () => {
  const refusing = { ...ASSUMED, personalisation: 0, measurement: 0 };
  expect(Object.values(listPrice(unitsOf(1e6, refusing)))).toEqual([0, 0, 0, 0, 0, 0]);
  expect(unitsOf(1e6, { ...refusing, filesByWorker: 1 })['Worker requests']).toBe(1e6);
});

it('is less than half of what the first form cost: files by the Worker, four rows a report', () => {
  const sum = (assumed: Assumed = ASSUMED) =>
    Object.values(listPrice(unitsOf(1e6, assumed))).reduce((all, each) => all + each, 0);
  expect(sum()).toBeLessThan(sum({ ...ASSUMED, filesByWorker: 1, rowsWritten: 4 }) / 2);
});
