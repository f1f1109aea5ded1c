// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { h, render } from 'preact';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Page } from '../../worker/studio/papers/index.ts';
import { draft } from '../../worker/studio/draft/index.ts';

const place = document.createElement('div');
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeAll(async () => {
  document.body.append(place);
  await draft.ready;
  await draft.create('Papers', '{}');
  render(h(Page, {}), place);
});
afterAll(() => {
  render(null, place);
  draft.stop();
});

async function shown(text: string): Promise<HTMLElement> {
  draft.replace(text);
  await settled();
  const section = place.querySelector<HTMLElement>('[aria-labelledby="controller"]');
  if (!section) throw new Error('Who is responsible is not shown.');
  return section;
}

describe('who is responsible, as fields', () => {
  test.each(['{ "controller": {', '[]', '7'])(
    'is not asked while the draft is %s: nothing typed could be kept',
    async (text) => {
      const section = await shown(text);
      expect(section.querySelectorAll('input')).toHaveLength(0);
      expect(section.textContent).toContain('Mend it in the draft');
      expect((await shown('{}')).querySelectorAll('input').length).toBeGreaterThan(0);
    },
  );

  test('shows what a processor does in every language that it is written in, and leaves that as it is', async () => {
    const texts = { en: 'runs the edge', de: 'betreibt den Rand' };
    const section = await shown(
      JSON.stringify({ controller: { processors: [{ name: 'Edge', for: texts }, null] } }),
    );
    expect(section.textContent).toContain('betreibt den Rand');
    const country = [...section.querySelectorAll('label')].find(
      ({ textContent }) => textContent === 'Country',
    );
    const input = document.getElementById(country?.htmlFor ?? '') as HTMLInputElement;
    input.value = 'DE';
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await settled();
    expect(draft.value.value).toEqual({
      controller: { processors: [{ name: 'Edge', for: texts, country: 'DE' }] },
    });
  });
});

test('what is typed into a field stays there while the draft is checked anew', async () => {
  const section = await shown('{}');
  const contact = [...section.querySelectorAll('input')][1]!;
  contact.value = 'privacy@';
  contact.dispatchEvent(new Event('input', { bubbles: true }));
  draft.edit(['controller'], { name: 'Hazel', contact: '' });
  await settled();
  expect(contact.value).toBe('privacy@');
  contact.value = 'privacy@hazel.example';
  contact.dispatchEvent(new Event('change', { bubbles: true }));
  await settled();
  expect(draft.value.value).toEqual({
    controller: { name: 'Hazel', contact: 'privacy@hazel.example' },
  });
});
