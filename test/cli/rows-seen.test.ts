import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBlockWriter } from '../../cli/simulate/block-writer.ts';
import { createRows } from '../../cli/simulate/rows-seen.ts';
import { createSurvey } from '../../shared/logs/index.ts';
import type { CodedRows } from '../../shared/logs/index.ts';
import { definitionsOf } from './helpers.ts';

const DAY_MS = 86_400_000;
const definitions = definitionsOf({
  metrics: { bought: { count: 'buy', where: { kind: 'x' } } },
  segments: { buyer: { when: { 'metric.bought': { $gte: 1 } } } },
});
const BODIES = [
  { name: 'buy', props: { kind: 'x' } },
  { name: 'buy', props: {} },
  { name: 'look', props: { kind: 'y', value: 2 } },
];

const rows: fc.Arbitrary<CodedRows> = fc
  .array(
    fc.record({ visitor: fc.nat({ max: 20 }), body: fc.nat({ max: 2 }), day: fc.nat({ max: 9 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((all) => {
    // Those that a row has, in the order of their first rows.
    const said = [...new Set(all.map(({ body }) => body))];
    return {
      visitors: {
        codes: Uint32Array.from(all, ({ visitor }) => visitor),
        // Two names are one visitor's.
        values: Array.from({ length: 21 }, (_, place) => `v${place % 20}`),
      },
      bodies: {
        codes: Uint32Array.from(all, ({ body }) => said.indexOf(body)),
        values: said.flatMap((body) => BODIES[body] ?? []),
      },
      times: Float64Array.from(all, ({ day }) => day * DAY_MS),
      line: 3,
    };
  });

describe('rows that are added at once', () => {
  it.each([
    ['all of them', null, Infinity],
    ['those up to an instant', 4 * DAY_MS, Infinity],
    ['some of them in the future', null, 5 * DAY_MS],
  ])('are seen and written as one by one: %s', (_, at, now) => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 3 }), (pieces) => {
        const asked = { at, now, isRead: () => true };
        const [writer, other] = [createBlockWriter(), createBlockWriter()];
        const together = createRows(asked, createSurvey(definitions), writer);
        const alone = createRows(asked, createSurvey(definitions), other);
        const each: unknown[] = [];
        const expanded = createRows(asked, createSurvey(definitions), {
          add: (visitor, { name, time, props }) => each.push([visitor, name, time, props]),
        });
        const oneByOne: unknown[] = [];
        for (const piece of pieces) {
          together.onRows(piece);
          expanded.onRows(piece);
          for (const [row, time] of piece.times.entries()) {
            const visitor = piece.visitors.values[piece.visitors.codes[row] ?? 0] ?? '';
            const body = piece.bodies.values[piece.bodies.codes[row] ?? 0] ?? BODIES[0];
            if (!body) continue;
            alone.onEvent(visitor, { ...body, time }, piece.line + row, true);
            if (at === null || time <= at) oneByOne.push([visitor, body.name, time, body.props]);
          }
        }
        expect(together.seen()).toEqual(alone.seen());
        expect(writer.take()).toEqual(other.take());
        expect(each).toEqual(oneByOne);
      }),
    );
  });
});
