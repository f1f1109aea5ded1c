import { expect, test } from 'vitest';
import { type Report, totalsOf } from '../../scripts/test/totals.ts';

const file = (status: string, ...tests: readonly string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});
const report = (success: boolean, ...testResults: Report['testResults']): Report => {
  const count = (wanted: string) =>
    testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === wanted).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    success,
    testResults,
  };
};

test.each([
  ['all is well', report(true, file('passed', 'passed', 'pending')), true, [1, 0, 1]],
  ['a test fails', report(false, file('failed', 'passed', 'failed')), false, [1, 1, 0]],
  [
    'a file does not load, beside one that fails',
    report(false, file('failed'), file('failed', 'failed'), file('passed', 'passed')),
    false,
    [1, 2, 0],
  ],
  ['what went wrong is in no test', report(true, file('passed', 'passed')), false, [1, 1, 0]],
  ['the report says that it is no success', report(false, file('passed')), true, [0, 1, 0]],
  ['there is no report', undefined, true, [0, 1, 0]],
] as const)('%s: passed, failed and skipped', (_, given, endedWell, expected) => {
  const { passed, failed, skipped } = totalsOf(given, endedWell);
  expect([passed, failed, skipped]).toEqual(expected);
});
