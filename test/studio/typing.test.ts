// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { h, render } from 'preact';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Page } from '../../worker/studio/builder/index.ts';
import { draft } from '../../worker/studio/draft/index.ts';
import { parseRoute, route } from '../../worker/studio/routes/index.ts';

const place = document.createElement('div');
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeAll(async () => {
  document.body.append(place);
  await draft.ready;
  await draft.create('Typed', '{}');
  render(h(Page, {}), place);
});
afterAll(() => {
  render(null, place);
  draft.stop();
});

async function shown(address: string, value: object): Promise<void> {
  route.value = parseRoute(address);
  draft.replace(JSON.stringify(value));
  await settled();
}
const parsed = () => draft.value.value as { readonly [key: string]: unknown };

/** The field with this label; it must be there. */
function field(label: string): HTMLInputElement & HTMLSelectElement {
  const found = [...place.querySelectorAll('label')].find(
    (each) => each.querySelector('span')?.textContent === label,
  );
  const control = found?.querySelector('input, select');
  if (!control) throw new Error(`No field is called ${label}.`);
  return control as HTMLInputElement & HTMLSelectElement;
}
async function type(into: HTMLInputElement, text: string): Promise<void> {
  into.value = '';
  for (const letter of text) {
    into.value += letter;
    into.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
  }
}
async function changed(control: HTMLElement): Promise<void> {
  control.dispatchEvent(new Event('change', { bubbles: true }));
  await settled();
}
async function choose(control: HTMLSelectElement, value: string): Promise<void> {
  control.value = value;
  await changed(control);
}
const choices = (control: HTMLSelectElement) => [...control.options].map(({ value }) => value);

const where = (condition: object) => ({
  metrics: { views: { count: 'view_item', where: condition } },
  segments: {},
});
const asked = () =>
  (parsed()['metrics'] as { readonly views: { readonly where: object } }).views.where;

describe('in the builder', () => {
  test('a property is typed letter by letter in one field, and is told once it is whole', async () => {
    await shown('#/draft/metrics/views', where({ value: 'a', other: 'b' }));
    const property = field('Property');
    property.focus();
    await type(property, 'brand ');
    expect(document.activeElement).toBe(property);
    expect(property.value).toBe('brand ');
    expect(asked()).toEqual({ value: 'a', other: 'b' });
    await changed(property);
    expect(asked()).toEqual({ brand: 'a', other: 'b' });
    expect(document.activeElement).toBe(property);
  });

  test('a property that another row has is not written a second time, whatever is around it', async () => {
    await shown('#/draft/metrics/views', where({ value: 'a', other: 'b' }));
    const property = field('Property');
    await type(property, 'other ');
    expect(property.getAttribute('aria-invalid')).toBe('true');
    await changed(property);
    expect(draft.text.value.match(/other/g)).toHaveLength(1);
    property.dispatchEvent(new Event('blur'));
    await settled();
    expect(property.value).toBe('value');
  });

  test('the focus stays where a fact, a comparison and a way to combine are chosen', async () => {
    await shown('#/draft/segments/s', {
      segments: { s: { when: { 'session.pages': { $gte: 2 }, $or: [{ 'geo.country': 'DE' }] } } },
    });
    const stays = async (control: HTMLSelectElement, value: string) => {
      control.focus();
      await choose(control, value);
      expect(draft.text.value).toContain(value);
      expect(document.activeElement).toBe(control);
    };
    const fact = field('What is looked at');
    await stays(fact, 'session.number');
    const comparison = fact.closest('.clause')?.querySelectorAll('select')[1];
    await stays(comparison as HTMLSelectElement, '$lt');
    await stays(field('How the block is combined'), '$nor');
  });

  test('what a condition has already is not offered again: it would be the same key twice', async () => {
    await shown('#/draft/segments/s', {
      segments: {
        s: {
          when: {
            'session.pages': { $gte: 2, $lt: 9 },
            $or: [{ 'geo.country': 'DE' }],
            $nor: [{ 'geo.country': 'FR' }],
          },
        },
      },
    });
    const comparison = field('What is looked at').closest('.clause')?.querySelectorAll('select')[1];
    expect(choices(comparison as HTMLSelectElement)).not.toContain('$lt');
    expect(choices(field('How the block is combined'))).toEqual(['$and', '$or', '$not']);
  });

  test('ε is one of those that the period allows, and where none is given the one that holds', async () => {
    await shown('#/draft/document', { counting: { period: '7d' }, segments: {} });
    expect([field('ε').value, choices(field('ε'))]).toEqual(['0.5', ['0.5']]);
    await shown('#/draft/document', { counting: { epsilon: 1.5 }, segments: {} });
    expect([field('ε').value, choices(field('ε'))]).toEqual(['1.5', ['0.5', '1', '1.5', '2']]);
    await choose(field('Counted every'), '7d');
    expect(parsed()['counting']).toEqual({ period: '7d' });
    expect(field('ε').value).toBe('0.5');
  });

  test('issued and good until stand there by the local clock, and exactly in their titles', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    try {
      const issued = '2026-11-24T00:00:00Z';
      await shown('#/draft/document', { issued, expires: '2027-07-01T12:00:30Z', segments: {} });
      const until = field('Good until');
      expect([field('Issued').value, until.value]).toEqual([
        '2026-11-23T19:00',
        '2027-07-01T08:00',
      ]);
      expect([until.title, until.type]).toEqual(['2027-07-01T12:00:30Z', 'datetime-local']);
      const times = [...place.querySelectorAll('time')];
      expect(times.map((each) => each.dateTime)).toEqual([issued, until.title]);
      expect(times[0]?.textContent).toBe('23 November 2026 at 19:00');
      until.dispatchEvent(new Event('blur'));
      expect(parsed()['expires']).toBe('2027-07-01T12:00:30Z');
      until.value = '2027-12-24T19:30';
      until.dispatchEvent(new Event('input', { bubbles: true }));
      await settled();
      expect(parsed()).toMatchObject({ issued, expires: '2027-12-25T00:30:00Z' });
      expect(until.title).toBe('2027-12-25T00:30:00Z');
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  test('what is no instant is shown as it is written', async () => {
    for (const issued of ['soon', '2026-13-01T00:00:00Z', '+275760-09-13T00:00:00Z']) {
      await shown('#/draft/document', { issued, segments: {} });
      // The field follows after it was drawn.
      await vi.waitFor(() =>
        expect([field('Issued').value, field('Issued').type]).toEqual([issued, 'text']),
      );
    }
  });
});

test('a draft’s name stays in its field while it is typed, whatever is told of the draft meanwhile', async () => {
  await shown('#/draft', { segments: {} });
  const name = place.querySelector<HTMLInputElement>('.toolbar__name input')!;
  const buttons = () => [...place.querySelectorAll('.toolbar button')];
  const canUndo = () => !(buttons()[0] as HTMLButtonElement).disabled;
  await type(name, 'Winter');
  // What can be undone is another then.
  while (canUndo()) {
    draft.undo();
    await settled();
  }
  expect(name.value).toBe('Winter');
  await changed(name);
  expect(draft.name.value).toBe('Winter');
});
