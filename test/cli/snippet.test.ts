import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { covey, definitionsOf, fileWith } from './helpers.ts';

const docs = readFileSync('docs/first-paint.md', 'utf8');
const [, html = ''] = /```html\n(<script>try[^]*?)\n```/.exec(docs) ?? [];
const [, css = ''] = /```css\n(\[data-covey-show\][^]*?)```/.exec(docs) ?? [];
const [, hash = ''] = /'(sha256-[^']+)'/.exec(docs) ?? [];

describe('covey snippet', () => {
  it('prints the script of docs/first-paint.md, and its hash, as a browser computes it', async () => {
    const { code, out, err } = await covey(['snippet', '--site', 'hazel.example']);
    expect([code, out]).toEqual([0, `${html}\n`]);
    const script = html.replace(/^<script>|<\/script>$/g, '');
    expect(hash).toBe(`sha256-${createHash('sha256').update(script).digest('base64')}`);
    expect(err).toContain(`script-src '${hash}'`);
    const { out: json } = await covey(['snippet', '--site', 'hazel.example', '--json']);
    expect(JSON.parse(json)).toEqual({ site: 'hazel.example', script, html, hash, css: null });
  });

  it('asks with the text of the tag', async () => {
    const { out } = await covey(['snippet', '--site', 'hazel.example', '--consent-text', '2']);
    expect(out).toContain('(r.text??1)>=2&&');
  });

  it('writes the rules of those segments that a page is shown', async () => {
    const definitions = definitionsOf({
      segments: {
        champion: { when: {} },
        'cart-abandoner': { when: {} },
        trial: { when: {}, shadow: true },
      },
    });
    const file = fileWith('segments.json', JSON.stringify(definitions));
    const { code, out } = await covey(['snippet', file, '--css']);
    expect([code, out]).toEqual([0, css]);
    expect((await covey(['snippet', file])).out).toBe(`${html}\n`);
  });

  it.each([
    [['snippet'], 'No site.'],
    [['snippet', '--site', 'hazel.example', '--css'], '--css needs the definitions'],
    [['snippet', '--site', 'https://hazel.example/'], 'hazel.example'],
  ])('says how it is used: %j', async (args, words) => {
    const { code, err } = await covey(args);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });
});
