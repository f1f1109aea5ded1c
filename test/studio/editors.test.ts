// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { h, render } from 'preact';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkDefinitions } from '../../shared/definitions/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { freshThing } from '../../worker/studio/builder/fresh-things.ts';
import { Page } from '../../worker/studio/builder/index.ts';
import { isJsonOpen } from '../../worker/studio/builder/json-place.ts';
import { draft } from '../../worker/studio/draft/index.ts';
import { editedText } from '../../worker/studio/draft/edits.ts';
import { parseRoute, route } from '../../worker/studio/routes/index.ts';
import { SECTIONS } from '../../shared/reading/index.ts';

const place = document.createElement('div');
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeAll(async () => {
  document.body.append(place);
  await draft.ready;
  await draft.create('Fields', '{}');
  render(h(Page, {}), place);
});
afterEach(() => {
  isJsonOpen.value = false;
});
afterAll(() => {
  render(null, place);
  draft.stop();
});

const HEAD = {
  covey: 1,
  site: 'shop.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-02-20T00:00:00Z',
};
const texts = (text: string) => ({ en: `${text} en`, de: `${text} de` });

/** Everything that surveys, experiences, histograms, formulas and visits can say, with a value of its own each. */
const FULL = {
  ...HEAD,
  currency: 'EUR',
  consent: { text: 7, policies: { FR: { personalisation: 'ask', measurement: 'inform' } } },
  session: { timeout: '41m' },
  sources: { ignore: ['pay.example', '-paypal.com'] },
  events: { booking: { id: 'booking_key' }, refund: { id: false } },
  history: [{ event: 'login', properties: ['method_x'], for: '43d', why: 'To see who is back.' }],
  counting: { epsilon: 1.5, period: '28d', hosts: ['other.example'] },
  activation: { purpose: texts('purpose'), recipients: { gpt: ['Ad Manager'] } },
  traits: {
    why: { type: 'string', values: ['self', 'gift'], kind: 'psychographic', description: 'Why?' },
    taste: { type: 'string[]', values: ['sweet', 'salty'] },
    mark: { type: 'number', values: [1, 2, 3, 4, 5, 6, 7] },
  },
  savedGroups: { nordics: ['DK', 'FI'], mixed: ['a', 1] },
  metrics: {
    orders: { name: 'Orders so far', count: 'purchase', within: '91d' },
    recency: { since: 'purchase' },
    score: {
      formula: {
        max: [
          { subtract: ['metric.orders', 3.25] },
          { log1p: { divide: [{ add: [2.5, 'visitor.sessions'] }, { multiply: [4.5, 5.5] }] } },
          { logistic: { bias: -1.75, weights: { 'session.pages': 0.875 } } },
        ],
      },
    },
    visits: {
      sessions: { 'session.pages': { $gte: 2 }, 'metric.added': { $gte: 1 } },
      each: {
        added: { count: 'add_to_cart', where: { item_id: 'lamp' } },
        twice: { formula: { multiply: [2, 'metric.added'] } },
      },
      within: '92d',
    },
    bounded: {
      count: 'view_item',
      after: { sequence: [{ event: 'purchase' }], span: '93d', scope: 'session', by: 'item_id' },
      orEver: true,
    },
  },
  segments: {
    regular: {
      when: { 'metric.orders': { $gte: 3 }, 'trait.why': 'gift', 'geo.country': { $in: ['DE'] } },
      activate: ['gpt'],
    },
    odd: { when: { 'device.os': { $not: { $regex: '^Win' } } } },
  },
  surveys: {
    why: {
      trait: 'why',
      question: texts('question'),
      type: 'choice',
      options: [
        { value: 'self', text: texts('me') },
        { value: 'gift', text: 'Somebody else' },
      ],
      show: { segments: ['regular'], every: '94d', cap: 4, place: 'slot' },
      words: { send: texts('send'), close: 'Shut', note: 'It stays here', thanks: 'Fine' },
    },
    taste: {
      trait: 'taste',
      question: 'Which first?',
      type: 'order',
      options: [
        { value: 'sweet', text: 'Sweet things' },
        { value: 'salty', text: 'Salty things' },
      ],
      show: { segments: ['odd', 'regular'] },
      words: { up: 'Higher', down: 'Lower' },
    },
    mark: {
      trait: 'mark',
      question: 'How good?',
      type: 'scale',
      steps: 7,
      low: 'Bad one',
      high: texts('high'),
      show: { segments: ['odd'] },
    },
  },
  experiences: {
    hero: {
      name: 'Hero picture',
      description: 'Which one?',
      segments: ['regular'],
      variants: { calm: { name: 'Calm one', weight: 3 }, bold: {} },
      holdout: 0.125,
      start: '2026-12-01',
      end: '2027-01-15',
      goal: 'odd',
      count: true,
      activate: true,
    },
  },
  histograms: {
    spread: { name: 'Spread', description: 'How many', metric: 'orders', bins: [1, 8, 64] },
    times: { metric: 'recency', bins: ['95d', '96d'] },
  },
} as const;

async function shown(address: string, value: object = FULL): Promise<void> {
  route.value = parseRoute(address);
  draft.replace(JSON.stringify(value, null, 2));
  await settled();
}
const thing = () => {
  const found = place.querySelector<HTMLElement>('.thing');
  if (!found) throw new Error('Nothing is open.');
  return found;
};
type Control = HTMLInputElement | HTMLSelectElement;
const controls = () => [...thing().querySelectorAll<Control>('input, select')];
const nameOf = (control: Control) =>
  control.closest('label')?.querySelector('span')?.textContent ?? '';

/** All that the fields say: their values, what is chosen, and what is written beside them. */
const said = () =>
  [
    ...controls().map((control) =>
      control instanceof HTMLSelectElement
        ? [...control.options].find(({ value }) => value === control.value)?.textContent
        : control.value,
    ),
    ...controls().map(({ value }) => value),
    ...[...thing().querySelectorAll('.in-json code, .several span, legend, .members span')].map(
      ({ textContent }) => textContent,
    ),
  ].join('\n');

const leaves = (value: unknown): readonly (string | number)[] => {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
};
/** What a value is called where it has a name of its own. */
const WORDS: { readonly [value: string]: string } = {
  regular: 'regular',
  odd: 'odd',
  gpt: 'Google Publisher Tag',
  inform: 'is on until the visitor objects',
};
const asShown = (leaf: string | number): string => {
  const [, number] = /^(\d+)[smhdw]$/.exec(String(leaf)) ?? [];
  return WORDS[leaf] ?? number ?? String(leaf);
};

const paths: readonly (readonly [part: string, id: string])[] = [
  ...(['surveys', 'experiences', 'histograms', 'traits'] as const).flatMap((part) =>
    Object.keys(FULL[part]).map((id) => [part, id] as const),
  ),
  ['metrics', 'score'],
  ['metrics', 'visits'],
  ['metrics', 'bounded'],
  ['segments', 'odd'],
  ['savedGroups', 'mixed'],
];

describe('fields', () => {
  test('are free of errors, all that they are tried on here', () => {
    const { errors } = checkDefinitions(FULL);
    expect(errors.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([]);
  });

  test.each(paths)('say all that the language has: %s %s', async (part, id) => {
    await shown(`#/draft/${part}/${id}`);
    const all = said();
    const value = (FULL as unknown as { [part: string]: { [id: string]: unknown } })[part]?.[id];
    for (const leaf of leaves(value)) {
      if (leaf === 0.125) expect(all).toContain('12.5');
      else if (leaf !== 'ask') expect(all).toContain(asShown(leaf));
    }
  });

  test('of the whole document say all that it says beside its things', async () => {
    await shown('#/draft/document');
    const all = said();
    const { site, currency, consent, session, sources, events, history, counting, activation } =
      FULL;
    const whole = { site, currency, consent, session, sources, events, history, counting };
    for (const leaf of leaves({ ...whole, activation }))
      if (leaf !== 'ask') expect(all).toContain(asShown(leaf));
  });

  test('that are typed into change one place, and lose nothing', async () => {
    for (const [part, id] of [...paths, ['document', ''] as const]) {
      await shown(`#/draft/${part}/${id}`);
      const typed = controls()
        .map((control, at) => ({ control, at }))
        .filter(
          ({ control }) =>
            control instanceof HTMLInputElement && /^(text|number)$/.test(control.type),
        )
        // Of two ends the tried ones have both; an id, and a language that is new, is told once it is whole.
        .filter(
          ({ control }) =>
            !/^(Id$|Variant \d: id|Property$|Another event|.*another language)/.test(
              nameOf(control),
            ),
        );
      for (const { at } of typed) {
        const control = controls()[at] as HTMLInputElement;
        const label = `${part} ${id}: ${nameOf(control)}`;
        const before = leaves(JSON.parse(draft.text.value));
        control.value = control.type === 'number' ? '5' : `${control.value}, more`;
        control.dispatchEvent(new Event('input', { bubbles: true }));
        const after = leaves(draft.value.value);
        // An option's value is one that the trait allows, too.
        const most = /Option \d+: value/.test(label) ? 2 : 1;
        const gone = before.filter((leaf) => !after.includes(leaf));
        expect(gone.length, `${label}: ${gone.join()}`).toBeLessThanOrEqual(most);
        expect(after.length, label).toBeGreaterThanOrEqual(before.length);
      }
      if (part !== 'savedGroups' && part !== 'segments') expect(typed.length).toBeGreaterThan(0);
      await settled();
    }
  });
});

test('a new thing of any part is free of errors, in an empty draft and beside others', () => {
  for (const start of [{ ...HEAD, segments: {} }, FULL])
    for (const part of SECTIONS) {
      const definitions = start as unknown as Definitions;
      // A group is one of segments that there are.
      if (part === 'groups' && Object.keys(start.segments).length === 0) continue;
      const { id, edits } = freshThing(part, 'Wie schön ist es?', definitions);
      const made = JSON.parse(editedText(JSON.stringify(start), edits)) as Definitions;
      expect(made[part]?.[id]).toBeDefined();
      const errors = checkDefinitions(made).errors.map(({ message }) => message);
      expect(errors, part).toEqual([]);
    }
});

/** The field with this label. */
function field(label: string): Control {
  const found = controls().find((control) => nameOf(control) === label);
  if (!found) throw new Error(`No field is called ${label}: ${controls().map(nameOf).join('; ')}`);
  return found;
}
async function choose(label: string, value: string): Promise<void> {
  const control = field(label);
  control.value = value;
  control.dispatchEvent(new Event('change', { bubbles: true }));
  await settled();
}
async function press(name: string): Promise<void> {
  const all = [...thing().querySelectorAll('button')];
  const found = all.find((each) => (each.getAttribute('aria-label') ?? each.textContent) === name);
  if (!found) throw new Error(`No button is called ${name}.`);
  found.click();
  await settled();
  await settled();
}
const at = (...path: readonly string[]): unknown =>
  path.reduce<unknown>((part, key) => (part as { [key: string]: unknown })[key], draft.value.value);

describe('something that visitors did', () => {
  const EMPTY = { ...HEAD, segments: { a: { when: {} } } };
  test('is added by its event, opened, and has the focus', async () => {
    await shown('#/draft/segments/a', EMPTY);
    await choose('Who is in it: which event', 'purchase');
    await press('Who is in it: add');
    expect(at('metrics')).toEqual({ did_purchase: { count: 'purchase', within: '30d' } });
    expect(at('segments', 'a', 'when')).toEqual({ 'metric.did_purchase': { $gte: 1 } });
    await vi.waitFor(() =>
      expect(nameOf(document.activeElement as Control)).toMatch(/bought something.*: comparison$/),
    );
    expect(thing().querySelector('details.of-metric')?.hasAttribute('open')).toBe(true);
  });

  test('or did not do, and steps, also in a block, each with a figure of its own', async () => {
    await shown('#/draft/segments/a', { ...HEAD, segments: { a: { when: { $or: [{}] } } } });
    const label = 'one of these holds, at least, 1';
    await choose(`${label}: what to add`, 'not');
    await press(`${label}: add`);
    await choose(`${label}: what to add`, 'steps');
    await press(`${label}: add`);
    expect(at('segments', 'a', 'when')).toEqual({
      $or: [{ 'metric.did_view_item': 0, 'metric.did_view_item_2': { $gte: 1 } }],
    });
    expect(at('metrics', 'did_view_item_2')).toHaveProperty('sequence');
    expect(draft.findings.value.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('in a visit is a figure of the visit', async () => {
    await shown('#/draft/metrics/visits', { ...FULL, surveys: {}, experiences: {} });
    await choose('Visits in which: which event', 'search');
    await press('Visits in which: add');
    expect(at('metrics', 'visits', 'each', 'did_search')).toEqual({ count: 'search' });
    expect(at('metrics', 'visits', 'sessions', 'metric.did_search')).toEqual({ $gte: 1 });
  });
});

test('an id that is changed is changed wherever it is read', async () => {
  await shown('#/draft/metrics/orders');
  const id = field('Id');
  id.value = 'all orders';
  id.dispatchEvent(new Event('change', { bubbles: true }));
  expect(at('metrics')).toHaveProperty('orders');
  const why = () => place.querySelector('[role=alert]')?.textContent;
  await vi.waitFor(() => expect(why()).toMatch(/^“all orders” is not taken: an id begins with/));
  id.value = 'recency';
  id.dispatchEvent(new Event('input', { bubbles: true }));
  await vi.waitFor(() => expect(why()).toBeUndefined());
  id.dispatchEvent(new Event('change', { bubbles: true }));
  await vi.waitFor(() => expect(why()).toBe('“recency” is not taken: it is there already.'));
  id.value = 'bought';
  id.dispatchEvent(new Event('input', { bubbles: true }));
  id.dispatchEvent(new Event('change', { bubbles: true }));
  expect(at('histograms', 'spread', 'metric')).toBe('bought');
  expect(JSON.stringify(draft.value.value)).not.toContain('"metric.orders"');
  expect(draft.findings.value.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('one of several is taken with a button, not by the choices that the keys pass', async () => {
  await shown('#/draft/segments/regular');
  const label = 'The country: value: another';
  await choose(label, 'FR');
  await choose(label, 'AT');
  expect(at('segments', 'regular', 'when', 'geo.country')).toEqual({ $in: ['DE'] });
  await press(`${label}: Add`);
  expect(at('segments', 'regular', 'when', 'geo.country')).toEqual({ $in: ['DE', 'AT'] });
});

test('what is added in a field that may be left out has the focus, and so has its button once it is gone', async () => {
  await shown('#/draft/experiences/hero', {
    ...FULL,
    experiences: { hero: { variants: { a: {} } } },
  });
  await press('Add a share that sees the page as it is');
  await vi.waitFor(() =>
    expect(nameOf(document.activeElement as Control)).toBe('See the page as it is, in percent'),
  );
  await press('Remove a share that sees the page as it is');
  await vi.waitFor(() =>
    expect(document.activeElement?.textContent).toBe('Add a share that sees the page as it is'),
  );
});

test('what has no field is said there, with a way to the JSON', async () => {
  await shown('#/draft/segments/odd');
  expect(thing().textContent).toContain('Written in JSON: {"$regex":"^Win"}');
  await press('The operating system: value: open it in the JSON');
  expect(isJsonOpen.value).toBe(true);
});

describe('a survey', () => {
  test('takes its trait along: options that are added are allowed, and another type asks whether it fits', async () => {
    await shown('#/draft/surveys/why');
    await press('Add an option');
    expect(at('traits', 'why', 'values')).toEqual(['self', 'gift', 'option-3']);
    await choose('Answered', 'scale');
    expect(at('surveys', 'why')).not.toHaveProperty('options');
    await press('Let it take them');
    expect(at('traits', 'why')).toMatchObject({ type: 'number', values: [1, 2, 3, 4, 5] });
  });

  test('has its answers among the facts of conditions, in the words that it shows', async () => {
    await shown('#/draft/segments/regular');
    const answer = field('The answer to “question en”: value') as HTMLSelectElement;
    expect([...answer.options].map(({ textContent }) => textContent)).toEqual([
      'self (“me en”)',
      'gift (“Somebody else”)',
    ]);
  });
});

test('a histogram of another kind of figure has thresholds of that kind', async () => {
  await shown('#/draft/histograms/spread');
  await choose('Counted is, of each visitor', 'recency');
  expect(at('histograms', 'spread', 'bins')).toEqual(['7d', '30d', '90d']);
});
