// Which metrics read an event: found in one pass, and the same as when each metric is looked at alone.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { analyse } from '../../../shared/engine/index.ts';
import { kinds } from '../../../shared/metrics/kinds.ts';
import { accountOf } from '../../../shared/papers/index.ts';
import { READY_SEGMENTS } from '../../../shared/ready-segments/index.ts';
import { arbitraryDefinitions } from '../definitions/arbitrary.ts';
import { base } from './base.ts';

const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);

/** By event that is stored, the metrics that have it stored when they are all that the document has. */
async function expectReaders(definitions: Definitions) {
  const segments = Object.fromEntries(
    Object.keys(definitions.segments).map((id) => [id, { when: {} }]),
  );
  const { history: _, groups: __, ...rest } = definitions;
  const alone = Object.entries(definitions.metrics ?? {}).map(([id, metric]) => {
    const { stored } = analyse({ ...rest, segments, metrics: { [id]: metric } }, kinds);
    return { id, names: new Set(stored.map(([name]) => name)) };
  });
  const { events } = await accountOf(definitions, digest);
  expect(events.map(({ name, metrics }) => [name, metrics])).toEqual(
    events.map(({ name }) => [
      name,
      alone.filter(({ names }) => names.has(name)).map(({ id }) => id),
    ]),
  );
}

it('each event of the ready segments has the metrics that read it', async () => {
  // Every eighth: looking at each metric alone takes long.
  for (const { definitions } of READY_SEGMENTS.filter((_, i) => i % 8 === 0))
    await expectReaders({ ...base, ...definitions });
});

it('each event of any document has the metrics that read it', async () => {
  await fc.assert(fc.asyncProperty(arbitraryDefinitions, expectReaders), { numRuns: 10 });
  await expectReaders({
    ...base,
    metrics: {
      came: { count: 'enter:buyer', within: '7d' },
      none: { count: 'enter:nobody', within: '7d' },
      one: { count: ['purchase', 'leave:buyer'], within: '7d' },
      same: { name: 'The same', count: ['purchase', 'leave:buyer'], within: '7d' },
      itself: { formula: { add: ['metric.itself', 1] } },
      of: { formula: { add: ['metric.one', 'segment.buyer'] } },
      wrong: { count: '', within: '7d' },
    },
  });
});

it('a document is gone through as often with many metrics as with one', async () => {
  const passes = async (metrics: number) => {
    let passed = 0;
    const savedGroups = new Proxy(
      { nordics: ['DK'] },
      {
        ownKeys: (target) => {
          passed += 1;
          return Reflect.ownKeys(target);
        },
      },
    );
    const counted = Array.from({ length: metrics }, (_, i) => [
      `m${i}`,
      { count: 'purchase', within: `${i + 1}d` },
    ]);
    await accountOf(
      { ...base, savedGroups, metrics: { ...base.metrics, ...Object.fromEntries(counted) } },
      digest,
    );
    return passed;
  };
  expect(await passes(20)).toBe(await passes(1));
});
