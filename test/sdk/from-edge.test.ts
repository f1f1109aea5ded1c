// A page that came through a Worker: what was decided there stays, until the page knows better.
import { describe, expect, it, vi } from 'vitest';
import type { ActiveClient } from '../../sdk/active.ts';
import {
  DAY,
  type Device,
  newDevice,
  newEdge,
  newOwner,
  open,
  PARTS,
  settle,
  shopDefinitions,
  START,
  useClock,
} from './harness.ts';

useClock();
const owner = await newOwner();
const definitions = shopDefinitions();
const envelope = await owner.sign({
  ...definitions,
  segments: {
    ...definitions.segments,
    german: { when: { 'geo.country': 'DE' } },
    french: { when: { 'geo.country': 'FR' } },
  },
});

/** As `worker/personalize` writes it for a visitor in Germany. */
const HTML = `
  <p id="german" data-covey-edge-show="german">a</p>
  <p id="french" data-covey-edge-show="french" hidden="">b</p>
  <p id="either" data-covey-show="fan" data-covey-edge-show="french fan" hidden>c</p>
  <p id="not" data-covey-edge-hide="german" hidden="">d</p>`;

const LONG = JSON.stringify({ country: 'x'.repeat(101) });

function visit(
  device: Device,
  { place = '{"country":"DE"}', html = HTML, gone = true, marked = true, late = '' } = {},
) {
  const edge = newEdge(envelope);
  if (gone)
    edge.answer = ({ url }) =>
      url.endsWith('/context') ? new Response('', { status: 500 }) : null;
  const flips: string[] = [];
  let active: ActiveClient | undefined;
  const tab = open(device, edge, owner, {
    html,
    code: {
      async loadActive() {
        const code = await import('../../sdk/active.ts');
        return { ...code, startActive: (options) => (active = code.startActive(options)) };
      },
      loadPart: (_file, name) =>
        name === late ? new Promise(() => {}) : Promise.resolve(PARTS[name as keyof typeof PARTS]),
    },
    prepare({ document, MutationObserver }) {
      if (marked) document.documentElement.setAttribute('data-covey-edge', 'german');
      document.documentElement.setAttribute('data-covey-edge-geo', place);
      new MutationObserver((records) => {
        for (const { target } of records) flips.push((target as unknown as { id: string }).id);
      }).observe(document, { subtree: true, attributeFilter: ['hidden'] });
    },
  });
  const { document } = tab.window;
  const seen = () =>
    ['german', 'french', 'either', 'not'].filter(
      (id) => document.getElementById(id)?.hasAttribute('hidden') === false,
    );
  const held = () =>
    document.querySelectorAll('[data-covey-edge-show],[data-covey-edge-hide]').length;
  return { ...tab, edge, document, seen, held, flips, active: () => active };
}

async function granted(page: ReturnType<typeof visit>) {
  page.covey.consent.set({ personalisation: true });
  await page.covey.ready;
  await settle();
  return page;
}

describe('what the edge decided', () => {
  it('stays where nothing is granted, and after a refusal', async () => {
    const page = visit(newDevice());
    await settle();
    expect([page.seen(), page.held(), page.flips]).toEqual([['german'], 4, []]);
    page.covey.consent.set({ personalisation: false });
    await settle();
    expect([page.seen(), page.flips, page.edge.requests]).toEqual([['german'], [], []]);
    expect(page.covey.has('german')).toBe(false);
  });

  it('is what the page says too, by the same place, without a question and without a flicker', async () => {
    const page = await granted(visit(newDevice()));
    expect([page.seen(), page.held(), page.flips]).toEqual([['german'], 0, []]);
    expect(page.covey.segments()).toEqual(['german']);
    expect(page.edge.to('/context')).toEqual([]);
    expect(page.document.getElementById('either')?.getAttribute('data-covey-show')).toBe(
      'french fan',
    );
    for (let view = 0; view < 3; view++) page.covey.track('view_item');
    await settle();
    expect(page.seen()).toEqual(['german', 'either']);
  });

  it('stands at the first paint of a visitor who comes back, whatever the page before knew', async () => {
    const device = newDevice();
    const first = await granted(visit(device));
    for (let view = 0; view < 3; view++) first.covey.track('view_item');
    await settle();
    await first.leave();
    // The next request comes from elsewhere, in the same session.
    const html = HTML.replaceAll('german', 'x')
      .replaceAll('french', 'german')
      .replaceAll('x', 'french');
    const next = visit(device, { place: '{"country":"FR"}', html });
    expect(next.seen()).toEqual(['french', 'either']);
    await next.covey.ready;
    await settle();
    expect(next.seen()).toEqual(['french', 'either']);
    expect(next.flips.filter((id) => id !== 'either')).toEqual([]);
    expect(next.covey.segments()).toEqual(['fan', 'french']);
    expect(next.edge.to('/context')).toEqual([]);
  });

  it('is handed over where it comes after the engine has answered, too', async () => {
    const page = visit(newDevice(), { html: '' });
    let state = 'loading';
    Object.defineProperty(page.document, 'readyState', { get: () => state });
    await granted(page);
    page.document.body.innerHTML = HTML;
    await settle();
    expect(page.held()).toBe(4);
    state = 'interactive';
    page.document.dispatchEvent(new page.window.Event('DOMContentLoaded'));
    await settle();
    expect([page.held(), page.seen(), page.flips]).toEqual([0, ['german'], []]);
  });

  it('says the place to the next page, too, where it is left before its parts have come', async () => {
    const device = newDevice();
    const first = await granted(visit(device));
    await first.leave();
    vi.setSystemTime(START + DAY);
    const second = visit(device, { late: 'facts' });
    second.covey.track('view_item');
    await settle();
    await second.leave();
    const third = visit(device, { place: 'null', html: '', marked: false });
    await third.covey.ready;
    await settle();
    expect(third.covey.segments()).toEqual(['german']);
    expect(third.edge.to('/context')).toEqual([]);
  });

  it('is taken back where the visitor objected to the segment', async () => {
    const page = await granted(visit(newDevice()));
    page.active()?.object('german', true);
    await settle();
    expect([page.seen(), page.covey.segments()]).toEqual([['not'], []]);
  });

  it('waits for an answer of the page’s own: a place that says too little is none', async () => {
    const page = await granted(visit(newDevice(), { place: '{}' }));
    expect([page.seen(), page.flips]).toEqual([['german'], []]);
    expect(page.held()).toBe(4);
    const known = await granted(visit(newDevice(), { place: '{}', gone: false }));
    expect([known.seen(), known.held(), known.flips]).toEqual([['german'], 0, []]);
    expect(known.edge.to('/context').length).toBe(1);
  });

  it.each(['', '{', 'null', '7', '"DE"', '[]', '["DE"]', '{"country":7}', '{"country":{}}', LONG])(
    'a place that is none (%s) breaks nothing: the page asks',
    async (place) => {
      const page = await granted(visit(newDevice(), { place, gone: false }));
      expect(page.covey.segments()).toEqual(['german']);
      expect(page.edge.to('/context').length).toBe(1);
      expect(page.seen()).toEqual(['german']);
    },
  );

  it('a place without the mark of the edge is none: the page asks', async () => {
    const page = await granted(
      visit(newDevice(), { marked: false, place: '{"country":"FR"}', gone: false }),
    );
    expect(page.covey.segments()).toEqual(['german']);
    expect(page.edge.to('/context').length).toBe(1);
  });
});
