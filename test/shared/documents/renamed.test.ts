import { describe, expect, test } from 'vitest';
import { definitions as shop } from '../../../demo/definitions.ts';
import {
  parseJsonDocument,
  readersOf,
  renamed,
  renamedText,
} from '../../../shared/documents/index.ts';
import { READY_SEGMENTS } from '../../../shared/ready-segments/index.ts';

const valueOf = (text: string) =>
  parseJsonDocument(text).value as { readonly [part: string]: object };

const TEXT = `{
  // What is read by everything.
  "metrics": {
    "orders": { "count": "purchase" }, // all of them
    "rate": { "formula": { "divide": ["metric.orders", { "logistic": { "bias": 0, "weights": { "metric.orders": 1 } } }] } },
    "visits": {
      "sessions": { "metric.orders": { "$gte": 1 } },
      "each": { "orders": { "count": "purchase" }, "twice": { "formula": { "multiply": [2, "metric.orders"] } } }
    },
    "left": { "count": ["leave:regular"], "where": { "metric.orders": 1, "plan": { "$inGroup": "plans" } } }
  },
  "savedGroups": { "plans": ["pro"] },
  "traits": { "ends": { "type": "date" } },
  "segments": {
    "regular": { "name": "metric.orders", "when": { "$or": [{ "metric.orders": { "$gte": 3 /* Ida */ } }] } },
    "late": { "when": { "until.ends": { "$lt": "7d" }, "anniversary.ends": 0, "segment.regular": true } }
  },
  "groups": { "g": { "segments": ["regular", "late"] } },
  "experiences": { "e": { "segments": ["late"], "goal": "regular", "variants": { "regular": {} } } },
  "surveys": { "s": { "trait": "ends", "question": "regular", "show": { "segments": ["regular"] } } },
  "histograms": { "h": { "metric": "orders", "bins": [1] } }
}
`;

describe('another id', () => {
  test('is written wherever the thing is read, and nowhere else; comments and layout stay', () => {
    expect(
      renamedText(TEXT, valueOf(TEXT), [
        { part: 'metrics', id: 'orders', to: 'bought' },
        { part: 'segments', id: 'regular', to: 'loyal' },
        { part: 'traits', id: 'ends', to: 'until' },
        { part: 'savedGroups', id: 'plans', to: 'paid' },
      ]),
    ).toBe(
      TEXT.replace('"orders": { "count": "purchase" }, //', '"bought": { "count": "purchase" }, //')
        .replace('["metric.orders", {', '["metric.bought", {')
        .replace('"weights": { "metric.orders"', '"weights": { "metric.bought"')
        .replace('[{ "metric.orders"', '[{ "metric.bought"')
        .replace('"metric": "orders"', '"metric": "bought"')
        .replace('"leave:regular"', '"leave:loyal"')
        .replace('"regular": { "name"', '"loyal": { "name"')
        .replace('"segment.regular"', '"segment.loyal"')
        .replace('["regular", "late"]', '["loyal", "late"]')
        .replace('"goal": "regular"', '"goal": "loyal"')
        .replace('"show": { "segments": ["regular"]', '"show": { "segments": ["loyal"]')
        .replace('"traits": { "ends"', '"traits": { "until"')
        .replace('"until.ends"', '"until.until"')
        .replace('"anniversary.ends"', '"anniversary.until"')
        .replace('"trait": "ends"', '"trait": "until"')
        .replace('"savedGroups": { "plans"', '"savedGroups": { "paid"')
        .replace('"$inGroup": "plans"', '"$inGroup": "paid"'),
    );
  });

  test('is the same in the text as in what it holds, of everything in the shop and the ready segments', () => {
    for (const definitions of [shop, ...READY_SEGMENTS.map((each) => each.definitions)]) {
      const text = JSON.stringify(definitions, null, 2);
      const value = valueOf(text);
      const parts = ['metrics', 'segments', 'traits', 'savedGroups', 'groups', 'surveys'];
      const names = parts.flatMap((part) =>
        Object.keys(value[part] ?? {}).map((id) => ({ part, id, to: `x-${id}` })),
      );
      const anew = renamedText(text, value, names);
      expect(valueOf(anew)).toEqual(renamed(value, names));
      // And back again, which nothing that was left behind would stand.
      const back = names.map(({ part, id, to }) => ({ part, id: to, to: id }));
      expect(renamedText(anew, valueOf(anew), back)).toBe(text);
    }
  });

  test('lets two change theirs', () => {
    const swap = [
      { part: 'segments', id: 'regular', to: 'late' },
      { part: 'segments', id: 'late', to: 'regular' },
    ];
    const once = renamedText(TEXT, valueOf(TEXT), swap);
    expect(once).toContain('"groups": { "g": { "segments": ["late", "regular"] } }');
    expect(renamedText(once, valueOf(once), swap)).toBe(TEXT);
  });
});

test('what reads a thing is told, each once, and not the thing itself', () => {
  const value = valueOf(TEXT);
  const told = (part: string, id: string) =>
    readersOf(value, part, id).map((place) => `${place.part}/${place.id}`);
  expect(told('metrics', 'orders')).toEqual(['metrics/rate', 'segments/regular', 'histograms/h']);
  expect(told('segments', 'regular')).toEqual([
    'metrics/left',
    'segments/late',
    'groups/g',
    'experiences/e',
    'surveys/s',
  ]);
  expect(told('traits', 'ends')).toEqual(['segments/late', 'surveys/s']);
  expect(told('savedGroups', 'plans')).toEqual(['metrics/left']);
  expect(told('metrics', 'rate')).toEqual([]);
});
