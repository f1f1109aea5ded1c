// HTMLRewriter gives up at some HTML, in the middle of a page: nothing of the page is lost or doubled.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { personalize, type VerifiedDefinitions } from '../../../worker/personalize/index.ts';
import { rewrite } from '../../../worker/personalize/rewrite.ts';
import { endOfTag } from '../../../worker/personalize/start-tag.ts';
import { page, verified, visit } from './site.ts';

let definitions: VerifiedDefinitions;
beforeAll(async () => {
  definitions = await verified();
});
const script = { src: 'https://edge.example/covey.js' };
const TAG = '<script async src="https://edge.example/covey.js"></script>';

/** A page that comes in these pieces. */
async function seenIn(pieces: readonly string[], options: object = {}): Promise<string> {
  const encoder = new TextEncoder();
  const left = pieces.map((piece) => encoder.encode(piece));
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // As from the network: the next one comes in a turn of its own.
      await new Promise((resolve) => setTimeout(resolve, 0));
      const next = left.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
  });
  const given = { segments: ['german', 'french'], ...options };
  return personalize(page(body), definitions, visit(), given).text();
}

const BEFORE = '<ul><li data-covey-show="german" hidden>a<li data-covey-show="french">b</ul>';
const WRITTEN =
  '<ul><li data-covey-edge-show="german">a<li data-covey-edge-show="french" hidden="">b</ul>';
/** What HTMLRewriter does not read on from. */
const STOPS = [
  '<select><style>b</style></select>',
  '<select><button><svg><title>x</title></svg></button></select>',
  '<frameset><textarea>x</textarea></frameset>',
  `<table>${'<tr><td>a'.repeat(9000)}</table>`,
] as const;

describe('where HTMLRewriter gives up', () => {
  it.each(STOPS.map((stop) => [stop.slice(0, 40), stop]))('%s', async (_, stop) => {
    // It does: or this test shows nothing.
    const alone = new HTMLRewriter()
      .on('b', { element() {} })
      .transform(page(stop))
      .text();
    await expect(alone).rejects.toThrow();
    const after = `${BEFORE}<p>end`;
    expect(await seenIn([BEFORE, stop, after])).toBe(WRITTEN + stop + after);
    expect(await seenIn([BEFORE + stop + after])).toBe(WRITTEN + stop + after);
    expect(await seenIn([stop.slice(0, 9), stop.slice(9) + after, 'x', 'y'])).toBe(
      `${stop}${after}xy`,
    );
  });

  it('the tag of the script still comes, at the end if nowhere else', async () => {
    const [stop] = STOPS;
    expect(await seenIn(['<title>a</title>', stop, 'b'], { script })).toBe(
      `${TAG}<title>a</title>${stop}b`,
    );
    expect(await seenIn(['<!doctype html>', stop, 'b'], { script })).toBe(
      `<!doctype html>${stop}b${TAG}`,
    );
  });
});

it('whatever the HTML and wherever it is cut: without what was written, it is the page that came', async () => {
  const piece = fc.constantFrom(
    '<p data-covey-show="german" hidden>',
    "<p  title='a>b' data-covey-show=french>",
    '<img data-covey-hide="german" src=a.png/>',
    '<input data-covey-hide=french / >',
    '<p data-covey-show="buyer">',
    'text \0 text',
    '</p>',
    '<!-- <p data-covey-show="german"> -->',
    '<script>"<p data-covey-show=german>"</script>',
    '<template><p data-covey-show="german"></template>',
    '<svg><a data-covey-show="german">',
    '</svg>',
    '<html lang=de>',
    'ä\u{1f600}',
    '<',
    STOPS[0],
    STOPS[1],
  );
  /** The attributes that are written, and all that may be written otherwise in such a tag. */
  const bare = (html: string) =>
    html
      .replaceAll(/ data-covey-edge(-geo)?="[^"]*"/g, '')
      .replaceAll(/<(p|img|input|html)\b[^<]*?>(?!b)/g, '<$1>')
      .replaceAll(/<p[^<]*a>b[^<]*>/g, '<p>');
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 12 }),
      fc.array(fc.nat(400), { maxLength: 6 }),
      async (pieces, cuts) => {
        const html = pieces.join('');
        const at = [0, ...cuts.map((cut) => Math.min(cut, html.length)), html.length].toSorted(
          (a, b) => a - b,
        );
        const parts = at.slice(1).map((end, index) => html.slice(at[index], end));
        const got = await seenIn(
          parts.some((part) => /[\ud800-\udbff]$/.test(part)) ? [html] : parts,
        );
        expect(bare(got)).toBe(bare(html));
      },
    ),
    { numRuns: 150, seed: 20261124 },
  );
});

it('a page whose origin breaks off breaks off, and one that nobody reads is given up', async () => {
  let isCancelled = false;
  const broken = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('<p>a'));
    },
    pull(controller) {
      controller.error(new Error('gone'));
    },
  });
  const options = { segments: ['german'] };
  await expect(personalize(page(broken), definitions, visit(), options).text()).rejects.toThrow();
  const endless = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      controller.enqueue(new TextEncoder().encode('<p>a</p>'));
    },
    cancel() {
      isCancelled = true;
    },
  });
  const reader = personalize(page(endless), definitions, visit(), options).body!.getReader();
  await reader.read();
  await reader.cancel();
  for (let tries = 0; tries < 100 && !isCancelled; tries++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isCancelled).toBe(true);
});

it.each([
  ['<p>x', 3],
  ['<p a=">" b=\'>\'>x', 15],
  ['<p a"=">x', -1],
  ['<p a"=b>x', 8],
  ['<p a = ">">x', 11],
  ['<p a=b">x', 8],
  ['<p =">x', 6],
  ['<p/a/=b>x', 8],
  ['<p a=>x', 6],
  ['<p a="', -1],
  ['<p', -1],
])('the start tag of %j ends at %i', (html, end) => {
  expect(endOfTag(new TextEncoder().encode(html), 0)).toBe(end);
});

it('where there can be no rewriter the body is still to be had', async () => {
  const response = page('a', { 'content-type': 'text/html; charset=x-unknown' });
  const options = {
    inserted: null,
    rewriter: () => new HTMLRewriter().on('b', { element() {} }),
  };
  expect(() => rewrite(response, options)).toThrow();
  expect(await response.text()).toBe('a');
});
