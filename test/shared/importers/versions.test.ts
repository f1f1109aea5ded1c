// Versions as each tool's public evaluator compares them, and as the imported segment does: the same for three numbers, and a note for all else.
import { describe, expect, it } from 'vitest';
import {
  type ImportResult,
  importLaunchDarkly,
  importPostHog,
  importStatsig,
  importUnleash,
} from '../../../shared/importers/index.ts';
import { imported, notesOf } from './helpers.ts';
import { memberOf } from './run.ts';

const launchDarkly = (version: string) =>
  importLaunchDarkly({
    key: 'a',
    rules: [
      {
        clauses: [
          {
            attribute: 'release',
            op: 'semVerLessThan',
            values: [version],
            negate: false,
            contextKind: 'user',
          },
        ],
      },
    ],
  });

const postHog = (version: string) =>
  importPostHog({
    name: 'a',
    filters: {
      properties: {
        type: 'AND',
        values: [{ key: 'release', type: 'person', operator: 'semver_lt', value: version }],
      },
    },
  });

const statsig = (version: string) =>
  importStatsig({
    id: 'a',
    rules: [
      {
        name: 'r',
        passPercentage: 100,
        conditions: [
          {
            type: 'custom_field',
            field: 'release',
            operator: 'version_lt',
            targetValue: version,
          },
        ],
      },
    ],
  });

const unleash = (version: string) =>
  importUnleash({
    name: 'a',
    constraints: [{ contextName: 'release', operator: 'SEMVER_LT', value: version }],
  });

const isOlder = (result: ImportResult, release: string) =>
  memberOf(result, { log: [], facts: { trait: { release } } });

describe.each([
  { tool: 'LaunchDarkly', convert: launchDarkly, short: ['2', '2.0', '2+build'] },
  { tool: 'PostHog', convert: postHog, short: ['2', 'v2.0', '2-beta', '2.0.0.9'] },
  { tool: 'Statsig', convert: statsig, short: ['2', '2.0', '2-beta'] },
  { tool: 'Unleash', convert: unleash, short: [] },
])('versions of $tool', ({ convert, short }) => {
  it.each(['2.0.0', ...short])('%s is 2.0.0', (version) => {
    const older = ['1.10.0', '2.0.0', '2.0.1'].map((release) => isOlder(convert(version), release));
    expect(older).toEqual([true, false, false]);
  });

  it('a note says that other versions compare otherwise', () => {
    expect(notesOf(convert('2.0.0'), 'warning')).toContain('versions release');
  });

  it('what is no version is refused', () => {
    const { definitions } = imported(convert('next'));
    expect(definitions.segments).toEqual({});
    expect(notesOf(convert('next'), 'error')).toEqual(['invalid release']);
  });
});

it.each([
  ['LaunchDarkly', launchDarkly('2-beta')],
  ['Unleash', unleash('2.0.0-beta')],
])('a beta of %s comes before its release, and behind the release before', (_, result) => {
  const older = ['1.9.0', '2.0.0-alpha', '2.0.0'].map((release) => isOlder(result, release));
  expect(older).toEqual([true, true, false]);
});
