// Real HTMLRewriter: what is written into a page, and what is left to the page.
import { beforeAll, describe, expect, it } from 'vitest';
import type { VerifiedDefinitions } from '../../../worker/personalize/index.ts';
import { seen, verified, visit } from './site.ts';

let definitions: VerifiedDefinitions;
beforeAll(async () => {
  definitions = await verified();
});

describe('an element that the request decides', () => {
  it.each([
    ['<p data-covey-show="german" hidden>a</p>', '<p data-covey-edge-show="german">a</p>'],
    ['<p data-covey-show="german">a</p>', '<p data-covey-edge-show="german">a</p>'],
    ['<p data-covey-show="french">a</p>', '<p data-covey-edge-show="french" hidden="">a</p>'],
    [
      '<p data-covey-show="french" hidden>a</p>',
      '<p hidden="" data-covey-edge-show="french">a</p>',
    ],
    ['<p data-covey-hide="german">a</p>', '<p data-covey-edge-hide="german" hidden="">a</p>'],
    ['<p data-covey-hide="french" hidden>a</p>', '<p data-covey-edge-hide="french">a</p>'],
    [
      '<p hidden="until-found" data-covey-show="french">a</p>',
      '<p hidden="" data-covey-edge-show="french">a</p>',
    ],
    [
      '<p data-covey-show=" french\n german " hidden>a</p>',
      '<p data-covey-edge-show=" french\n german ">a</p>',
    ],
    // One of any is enough, whatever the others are.
    [
      '<p data-covey-show="buyer german" hidden>a</p>',
      '<p data-covey-edge-show="buyer german">a</p>',
    ],
    [
      '<p data-covey-hide="buyer german">a</p>',
      '<p data-covey-edge-hide="buyer german" hidden="">a</p>',
    ],
    ["<P DATA-COVEY-SHOW='german' HIDDEN>a</P>", '<P data-covey-edge-show="german">a</P>'],
    ['<p data-covey-show=german hidden>a', '<p data-covey-edge-show="german">a'],
  ])('%s', async (html, expected) => {
    expect(await seen(html, definitions)).toBe(expected);
  });
});

describe('what is left to the page', () => {
  it.each([
    ['a segment that hangs on the past', '<p data-covey-show="buyer" hidden>a</p>'],
    ['one that hangs on both', '<p data-covey-show="german-buyer" hidden>a</p>'],
    ['one that nobody defines', '<p data-covey-show="nobody" hidden>a</p>'],
    ['one on trial', '<p data-covey-show="trial" hidden>a</p>'],
    ['no segment', '<p data-covey-show="" hidden>a</p>'],
    ['what would have to be decoded', '<p data-covey-show="german&#32;french" hidden>a</p>'],
    [
      'what has both attributes',
      '<p data-covey-show="german" data-covey-hide="buyer" hidden>a</p>',
    ],
    ['a template', '<template data-covey-if="german"><p>a</p></template>'],
    ['what stands in one', '<template><p data-covey-show="french">a</p></template>'],
    ['an element that knows no hidden', '<svg><g data-covey-show="french"></g></svg>'],
    ['text', '<textarea><p data-covey-show="french">a</p></textarea>'],
    ['a script', '<script>"<p data-covey-show=french>"</script>'],
    ['a comment', '<!-- <p data-covey-show="french"> -->'],
    ['what is for browsers without scripts', '<noscript><p data-covey-show="french"></noscript>'],
  ])('%s', async (_, html) => {
    expect(await seen(html, definitions)).toBe(html);
  });

  it('part of an element: the page is asked the rest', async () => {
    expect(await seen('<p data-covey-show="french buyer" hidden>a</p>', definitions)).toBe(
      '<p data-covey-show="buyer" hidden data-covey-edge-show="french buyer">a</p>',
    );
    expect(await seen('<p data-covey-hide="german-buyer french">a</p>', definitions)).toBe(
      '<p data-covey-hide="german-buyer" data-covey-edge-hide="german-buyer french">a</p>',
    );
  });
});

it.each(['<template><p data-covey-show="german"></template>', '<svg><template/></svg>'])(
  'elements go on behind a template, and in HTML inside of SVG: %s',
  async (before) => {
    const html = (attributes: string) =>
      `${before}<svg><foreignObject><p ${attributes}></p></foreignObject></svg>`;
    expect(await seen(html('data-covey-show="german"'), definitions)).toBe(
      html('data-covey-edge-show="german"'),
    );
  },
);

it('end tags that authors leave out are not needed', async () => {
  const html = (one: string, other: string) =>
    `<ul><li ${one}>a<li ${other}>b</ul><table><tr><td ${one}>a<td>b</table><p ${one}>c<p>d`;
  expect(await seen(html('data-covey-show="french"', 'data-covey-hide="buyer"'), definitions)).toBe(
    html('data-covey-edge-show="french" hidden=""', 'data-covey-hide="buyer"'),
  );
});

it('says on the root which segments were decided, and by what place, and no more', async () => {
  const root = async (segments: readonly string[]) =>
    (await seen('<html lang="de"><p>a</p>', definitions, visit(), { segments })).split('<p>')[0];
  // With the city, which another segment reads: the page goes by no place that lacks a part.
  expect(await root(['german', 'french', 'buyer'])).toBe(
    '<html lang="de" data-covey-edge="german" data-covey-edge-geo="{&quot;country&quot;:&quot;DE&quot;,&quot;city&quot;:&quot;Berlin&quot;}">',
  );
  const alone = await verified({ segments: { german: { when: { 'geo.country': 'DE' } } } });
  expect(await seen('<html>', alone)).toBe(
    '<html data-covey-edge="german" data-covey-edge-geo="{&quot;country&quot;:&quot;DE&quot;}">',
  );
  expect(await root(['offers'])).toBe('<html lang="de" data-covey-edge="">');
  expect(await root(['buyer'])).toBe('<html lang="de">');
});

it('a place that the author wrote there does not stand for the edge’s', async () => {
  const html = '<html data-covey-edge="x" data-covey-edge-geo="{}"><p>a</p>';
  expect(await seen(html, definitions, visit(), { segments: ['offers'] })).toBe(
    '<html data-covey-edge=""><p>a</p>',
  );
});

it('a hostile name of a place is text, in whatever encoding', async () => {
  const cf = { country: 'DE', city: `"><script>x</script>'&quot; München \u{1f600}` };
  const html = await seen('<html><p>a</p>', definitions, visit({}, { cf }), {
    segments: ['berliner'],
  });
  const [, written = ''] = /data-covey-edge-geo="([^"]*)"/.exec(html) ?? [];
  expect(html).toBe(`<html data-covey-edge="" data-covey-edge-geo="${written}"><p>a</p>`);
  const decoded = written.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  expect(JSON.parse(decoded)).toEqual({ country: 'DE', city: cf.city });
});

it('an attribute that stands twice is the first one, and the second is not let loose', async () => {
  const html = await seen(
    '<p data-covey-show="french" data-covey-show="german">a</p>',
    definitions,
  );
  expect(html).toMatch(/^<p [^>]*hidden=""/);
  expect(html).not.toMatch(/ data-covey-show=/);
});
