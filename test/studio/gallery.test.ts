import { describe, expect, test } from 'vitest';
import { checkDefinitions } from '../../shared/definitions/index.ts';
import { withDefinitions } from '../../shared/documents/index.ts';
import type { Added } from '../../shared/documents/index.ts';
import { READY_SEGMENTS } from '../../shared/ready-segments/index.ts';
import { knobsOf, withKnob } from '../../worker/studio/gallery/knobs.ts';
import { needsOf } from '../../worker/studio/gallery/needs.ts';
import { renamed } from '../../worker/studio/gallery/renamed.ts';
import { newText } from '../../worker/studio/draft/new-text.ts';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const empty = newText('shop.example', NOW);
const of = (name: string) => {
  const entry = READY_SEGMENTS.find((each) => each.name === name);
  if (!entry) throw new Error(`There is no ${name}.`);
  return entry.definitions;
};

describe('what is tuned', () => {
  test('is set where it stands, and nothing else', () => {
    const definitions = of('Window shopper');
    const knob = knobsOf(definitions).find(({ value }) => value === 5);
    expect(knob).toMatchObject({
      type: 'number',
      label: 'Window shopper: items viewed is at least',
    });
    const tuned = withKnob(definitions, knob?.path ?? [], 8);
    expect(JSON.stringify(tuned)).toBe(JSON.stringify(definitions).replace('"$gte":5', '"$gte":8'));
  });

  test('has words and a field for each value of each ready segment, one a label', () => {
    for (const { name, definitions } of READY_SEGMENTS) {
      const labels = knobsOf(definitions).map(({ label }) => label);
      expect(new Set(labels).size, `${name}: ${labels.join(' | ')}`).toBe(labels.length);
    }
  });
});

test('the data that is needed is told: events, properties, traits', () => {
  expect(needsOf(of('Product obsessive'))).toEqual({
    events: ['view_item', 'purchase'],
    properties: ['item_id'],
    traits: [],
  });
  expect(needsOf(of('Declared age band, gender')).traits).toEqual(['age_band', 'gender']);
  expect(needsOf(of('New visitor'))).toEqual({ events: [], properties: [], traits: [] });
});

describe('under other names', () => {
  test('every ready segment can stand beside itself, without an error', () => {
    for (const { name, definitions } of READY_SEGMENTS) {
      const first = withDefinitions(empty, definitions as Added, NOW);
      if (!first.ok) throw new Error(name);
      const taken = (['metrics', 'segments', 'traits', 'groups', 'surveys'] as const).flatMap(
        (part) => Object.keys(definitions[part] ?? {}).map((id) => ({ part, id })),
      );
      const again = withDefinitions(first.text, renamed(definitions, taken) as Added, NOW);
      expect(again.ok, `${name}: ${JSON.stringify(again).slice(0, 400)}`).toBe(true);
      if (!again.ok) continue;
      const { segments } = JSON.parse(again.text.replace(/^\s*\/\/.*$/gm, '')) as {
        segments: object;
      };
      expect(Object.keys(segments)).toHaveLength(2 * Object.keys(definitions.segments).length);
    }
  });

  test('what reads a renamed metric reads it by the new name', () => {
    const result = renamed(of('Window shopper'), [{ part: 'metrics', id: 'items_viewed' }]);
    expect(result.metrics).toHaveProperty('items_viewed_2');
    expect(result.segments['window-shopper']?.when).toHaveProperty(['metric.items_viewed_2']);
    expect(result.segments['window-shopper']?.when).not.toHaveProperty(['metric.items_viewed']);
  });
});

test('what the gallery adds has no error', () => {
  for (const { definitions } of READY_SEGMENTS) {
    const merged = withDefinitions(empty, definitions as Added, NOW);
    expect(merged.ok).toBe(true);
    if (merged.ok)
      expect(checkDefinitions(JSON.parse(merged.text.replace(/^\s*\/\/.*$/gm, ''))).errors).toEqual(
        [],
      );
  }
});
