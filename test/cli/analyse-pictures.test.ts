import { readFileSync } from 'node:fs';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith, root } from './helpers.ts';
import { SHOP_END, shopLog } from './shop-log.ts';

const example = `${root}/docs/examples/analyse.json`;
const log = fileWith('log.csv', shopLog(1500));
const other = fileWith('other.csv', shopLog(1500, { seed: 2, dearer: 1.5 }));
const window = new Window();

async function drawn(options: readonly string[], definitions = example, events = log) {
  const picture = fileWith('found.svg', '');
  const { code, err, out } = await covey([
    'analyse',
    '--definitions',
    definitions,
    '--events',
    events,
    '--at',
    new Date(SHOP_END).toISOString(),
    '--svg',
    picture,
    ...options,
  ]);
  expect(code, err).toBe(0);
  const text = readFileSync(picture, 'utf8');
  const page = new window.DOMParser().parseFromString(text, 'image/svg+xml');
  const all = (selector: string) => Array.from(page.querySelectorAll(selector));
  return {
    out,
    text,
    all,
    says: page.querySelector('desc')?.textContent ?? '',
    texts: all('text').map(({ textContent }) => textContent),
  };
}

describe('a picture of what covey analyse found', () => {
  it.each([
    ['of histograms', []],
    ['of two segments', ['--compare', 'rich', 'lapsed']],
    ['of two logs', ['--with', other]],
    ['of cut points', ['--suggest', 'rfm']],
    ['of clusters', ['--suggest', 'clusters', '--clusters', '2', '--metric', 'spend']],
  ])('%s has a title, says in words what it shows, and runs nothing', async (_, options) => {
    const { text, all, says, texts } = await drawn(options);
    expect(all('parsererror')).toEqual([]);
    expect(text).toMatch(/^<svg [^>]*role="img" aria-labelledby="title says"/);
    expect(all('title#title, desc#says')).toHaveLength(2);
    expect(says).toContain('spend');
    expect(texts.length).toBeGreaterThan(3);
    expect(all('rect.one').length).toBeGreaterThan(1);
    expect(text).not.toMatch(/<script|\son\w+=|href|url\(|NaN|undefined|Infinity/);
    // Nothing is drawn past an edge.
    const [width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(text) ?? [])
      .slice(1)
      .map(Number);
    for (const rect of all('g rect')) {
      const side = (name: string) => Number(rect.getAttribute(name));
      expect(side('x') + side('width')).toBeLessThanOrEqual(width);
      expect(side('height')).toBeLessThanOrEqual(height);
      expect(Math.min(side('width'), side('height'), side('x'), side('y'))).toBeGreaterThanOrEqual(
        0,
      );
    }
  });

  it('has a bar for each bin, whose height is in proportion', async () => {
    const { all, out } = await drawn(['--metric', 'orders']);
    const shares = [...out.matchAll(/^(?:from )?\d+(?: and more)? +(\d+) +[\d.]+ %/gm)].map(
      ([, visitors]) => Number(visitors),
    );
    const heights = all('rect.one').map((rect) => Number(rect.getAttribute('height')));
    expect(heights).toHaveLength(shares.length);
    const most = Math.max(...shares);
    for (const [at, visitors] of shares.entries())
      expect(heights[at]).toBeCloseTo((visitors / most) * 96, 0);
  });

  it('tells two groups apart by form, not by colour alone, and of both says the shares', async () => {
    const { all, says, out } = await drawn(['--compare', 'rich', 'lapsed']);
    expect(all('rect.other').length).toBe(all('rect.one').length);
    expect(says).toMatch(
      /spend: 100\.0 % apart; 100\.0 % of rich and 0\.0 % of lapsed have at least €/,
    );
    // The same is drawn in the terminal.
    expect(out).toMatch(/^Spread +rich +lapsed$/m);
    expect(out).toMatch(/^spend +[▁-█]+ +[▁-█]+$/m);
  });

  it('says that there are no clusters where there are none worth having', async () => {
    const few = fileWith('few.csv', shopLog(50));
    const { texts, says } = await drawn(['--suggest', 'clusters'], example, few);
    expect([texts, says]).toEqual([['No clusters worth having.'], 'No clusters worth having.']);
  });

  it('writes names as they are, whatever stands in them', async () => {
    const named = fileWith(
      'named.json',
      JSON.stringify(
        definitionsOf({
          metrics: { orders: { name: '<b>Orders</b> & "more"', count: 'purchase' } },
          segments: { buyer: { when: { 'metric.orders': { $gte: 1 } } } },
        }),
      ),
    );
    const { texts, all } = await drawn([], named);
    expect(texts).toContain('<b>Orders</b> & "more"');
    expect(all('b')).toEqual([]);
  });

  it('can be read on a light ground and on a dark one', async () => {
    const { text } = await drawn([]);
    const [light = '', dark = ''] = text.split('@media (prefers-color-scheme: dark)');
    for (const style of [light, dark]) {
      const colour = (of: string) =>
        new RegExp(`${of} \\{[^}]*(?:fill|stroke): (#[0-9a-f]{6})`).exec(style)?.[1] ?? '';
      const ground = colour('\\.ground');
      for (const letters of ['text', '\\.soft'])
        expect(contrast(colour(letters), ground), letters).toBeGreaterThan(4.5);
      for (const form of ['\\.one', '\\.other', '\\.axis'])
        expect(contrast(colour(form), ground), form).toBeGreaterThan(3);
    }
  });
});

/** By WCAG 2. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other]
    .map((colour) => {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
