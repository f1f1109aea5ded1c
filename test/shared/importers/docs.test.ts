import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as adobe from '../../../shared/importers/adobe/fields.ts';
import * as ga4 from '../../../shared/importers/ga4/fields.ts';
import * as growthbook from '../../../shared/importers/growthbook/fields.ts';
import {
  DIFFERENCES,
  type ImportMap,
  type MetricTarget,
  REFUSALS,
  importAdobe,
  importGa4,
  importGrowthbook,
  importLaunchDarkly,
  importMatomo,
  importMixpanel,
  importPostHog,
  importStatsig,
  importUnleash,
} from '../../../shared/importers/index.ts';
import * as launchdarkly from '../../../shared/importers/launchdarkly/fields.ts';
import * as matomo from '../../../shared/importers/matomo/fields.ts';
import * as mixpanel from '../../../shared/importers/mixpanel/fields.ts';
import * as posthog from '../../../shared/importers/posthog/fields.ts';
import * as statsig from '../../../shared/importers/statsig/fields.ts';
import * as unleash from '../../../shared/importers/unleash/fields.ts';
import { definitionsOf, imported } from './helpers.ts';
import * as without from './without-equal.ts';
import * as more from './without-equal-more.ts';

const page = readFileSync(new URL('../../../docs/import.md', import.meta.url), 'utf8');
const section = (title: string): string =>
  page.split(/^## /m).find((s) => s.startsWith(title)) ?? '';
const blocks = (text: string): unknown[] =>
  [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json));

type Table = { readonly [name: string]: string | MetricTarget };
const targetText = (target: string | MetricTarget): string => {
  if (typeof target === 'string') return `\`${target}\``;
  return 'sum' in target ? `sum of \`${target.sum}\`` : `number of \`${String(target.count)}\``;
};

const TOOLS = [
  {
    title: 'Google Analytics 4',
    convert: importGa4,
    tables: [ga4.GA4_FIELDS, ga4.GA4_METRICS] as readonly Table[],
    names: Object.keys(ga4.GA4_WITHOUT_EQUAL),
    refused: without.GA4 as readonly without.Refused[],
  },
  {
    title: 'Adobe Analytics',
    convert: importAdobe,
    tables: [adobe.ADOBE_FIELDS, adobe.ADOBE_METRICS],
    names: Object.keys(adobe.VISIT_METRICS),
    refused: without.ADOBE as readonly without.Refused[],
  },
  {
    title: 'Mixpanel',
    convert: importMixpanel,
    tables: [mixpanel.USER_FIELDS, mixpanel.EVENT_FIELDS],
    names: [
      ...mixpanel.PERSONAL,
      ...mixpanel.ALL_EVENTS,
      ...Object.entries(mixpanel.EVENTS).flat(),
    ],
    refused: without.MIXPANEL as readonly without.Refused[],
  },
  {
    title: 'GrowthBook',
    convert: importGrowthbook,
    tables: [growthbook.ATTRIBUTES],
    names: Object.keys(growthbook.WITHOUT_EQUAL),
    refused: without.GROWTHBOOK as readonly without.Refused[],
  },
  {
    title: 'PostHog',
    convert: importPostHog,
    tables: [posthog.PERSON_FIELDS, posthog.EVENT_FIELDS],
    names: [...posthog.PERSONAL, ...Object.entries(posthog.EVENTS).flat()],
    refused: more.POSTHOG,
  },
  {
    title: 'Matomo',
    convert: importMatomo,
    tables: [
      matomo.VISIT_FIELDS,
      Object.fromEntries(
        Object.entries(matomo.ACTION_FIELDS).map(([name, { target }]) => [name, target]),
      ),
    ],
    names: [
      ...Object.entries(matomo.VISIT_COUNTS).flat(2),
      ...matomo.PERSONAL,
      ...Object.keys(matomo.WITHOUT_EQUAL),
      ...Object.keys(matomo.PAGES),
    ],
    refused: more.MATOMO,
  },
  {
    title: 'LaunchDarkly',
    convert: importLaunchDarkly,
    tables: [launchdarkly.ATTRIBUTES],
    names: Object.keys(launchdarkly.WITHOUT_EQUAL),
    refused: more.LAUNCHDARKLY,
  },
  {
    title: 'Unleash',
    convert: importUnleash,
    tables: [],
    names: [...unleash.FOR_ALL, ...Object.keys(unleash.WITHOUT_EQUAL)],
    refused: more.UNLEASH,
  },
  {
    title: 'Statsig',
    convert: importStatsig,
    tables: [statsig.FIELDS],
    names: Object.keys(statsig.WITHOUT_EQUAL),
    refused: more.STATSIG,
  },
] as const;

describe('docs/import.md', () => {
  it('lists every code of a note', () => {
    for (const [code, meaning] of Object.entries({ ...REFUSALS, ...DIFFERENCES }))
      expect(page).toContain(`| \`${code}\` | ${meaning} |`);
  });

  it('has a mapping that is one', () => {
    const [map] = blocks(section('The mapping'));
    expect(importGa4({}, { map: map as ImportMap }).ok).toBe(true);
  });

  describe.each(TOOLS)('$title', ({ title, convert, tables, names, refused }) => {
    const text = section(title);

    it('has an example that is so', () => {
      const [source, definitions] = blocks(text);
      const result = imported(convert(source));
      expect(result.definitions).toEqual(definitions);
      expect(result.notes.filter(({ severity }) => severity === 'error')).toEqual([]);
      definitionsOf(result);
    });

    it('says what each name becomes', () => {
      const rows = text.split('\n').filter((line) => line.startsWith('|'));
      for (const table of tables)
        for (const [name, target] of Object.entries(table))
          expect(
            rows.some((row) => row.includes(`\`${name}\``) && row.includes(targetText(target))),
            `${name} becomes ${targetText(target)}`,
          ).toBe(true);
      for (const name of names) expect(text).toContain(`\`${name}\``);
    });

    it('names what has no equal, and the importer does too', () => {
      const [, list = ''] = text.split(/^### What has no equal$/m);
      const [table = ''] = list.split(/^### /m);
      const rows = table.split('\n').filter((line) => /^\| (?!---|in the )/.test(line));
      const cells = rows.map((row) => row.split(' | ')[0] ?? '');
      for (const [row, note, source] of refused) {
        const found = imported(convert(source)).notes.map(
          ({ code, construct }) => `${code} ${construct}`,
        );
        expect(
          found.some((one) => one === note || one.endsWith(` ${note}`)),
          `${note} in ${found.join(', ')}`,
        ).toBe(true);
        expect(
          cells.some((cell) => cell.includes(row)),
          `a row for ${row}`,
        ).toBe(true);
      }
      const unproven = cells.filter((cell) => !refused.some(([row]) => cell.includes(row)));
      expect(unproven).toEqual([]);
    });
  });
});
