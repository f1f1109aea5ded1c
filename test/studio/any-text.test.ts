// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { h, render } from 'preact';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { definitions as shop } from '../../demo/definitions.ts';
import { Page } from '../../worker/studio/builder/index.ts';
import { draft } from '../../worker/studio/draft/index.ts';
import { parseRoute, route } from '../../worker/studio/routes/index.ts';

const place = document.createElement('div');
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeAll(async () => {
  document.body.append(place);
  await draft.ready;
  await draft.create('Any', '{}');
  render(h(Page, {}), place);
});
afterAll(() => {
  render(null, place);
  draft.stop();
});

async function shown(text: string, address = '#/draft'): Promise<string> {
  route.value = parseRoute(address);
  draft.replace(text);
  await settled();
  return place.textContent ?? '';
}

describe('the builder', () => {
  test.each([
    'null',
    '[]',
    '7',
    '"x"',
    '',
    '{',
    '{"segments":5}',
    '{"segments":{"a":null,"b":5,"c":[]}}',
    '{"segments":{"a":{}}}',
    '{"segments":{"a":{"when":5,"keep":{},"name":{"x":1},"exclude":[]}}}',
    '{"segments":{"a":{"when":{"metric.m":{"$gte":[{}]},"$or":5,"$not":null,"":{"$in":"x"}}}},"metrics":{"m":null}}',
    '{"segments":{"a":{"when":{"metric.m":1}}},"metrics":{"m":{"count":{"a":1},"within":[],"where":7,"after":3}}}',
    '{"segments":{"a":{"when":{"metric.m":1}}},"metrics":{"m":{"sequence":"x","by":{},"before":{"sequence":[null,{"anyOrder":7}]}}}}',
    '{"segments":{"a":{"when":{"metric.m":1}}},"metrics":{"m":{"sessions":null,"each":[1]}}}',
    '{"segments":{"__proto__":{"when":{}},"constructor":{"when":{"segment.constructor":true}}}}',
    '{"traits":{"t":null,"u":{"type":5}},"groups":{"g":{"segments":{"a":1}}},"savedGroups":{"s":[{}]},"segments":{}}',
    '{"covey":{},"site":[],"version":"x","expires":7,"counting":[],"segments":{}}',
  ])('goes on, whatever the text is: %s', async (text) => {
    const value = JSON.stringify(text);
    const segments = await shown(text, '#/draft/segments/a');
    expect(segments, value).toContain('JSON, with comments');
    for (const address of [
      '#/draft/metrics/m',
      '#/draft/groups/g',
      '#/draft/traits/t',
      '#/draft/savedGroups/s',
      '#/draft/document',
      '#/draft/nothing/%E0%A4',
    ])
      expect(await shown(text, address), value).toContain('JSON, with comments');
    expect(draft.text.value).toBe(text);
    // And is there again for a good one.
    const good = await shown('{"segments":{"a":{"when":{}}}}', '#/draft/segments/a');
    expect(good).toContain('Who is in it');
  });

  test('says segments of the shop in words', async () => {
    const segments = Object.entries(shop.segments as { [id: string]: { name?: string } });
    for (const [id, { name }] of segments.filter((_, at) => at % 6 === 0)) {
      const text = await shown(JSON.stringify(shop), `#/draft/segments/${id}`);
      expect(text).toContain(name ?? id);
      expect(text).not.toContain('The words follow once');
    }
  });
});
