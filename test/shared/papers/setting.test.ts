// @vitest-environment happy-dom
// Papers as Markdown and as HTML: the same content, and nothing that an owner writes is markup in it.
import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import type { Definitions } from '../../../shared/definitions/types.ts';
import {
  accountOf,
  type Paper,
  paperFileName,
  paperOf,
  type Published,
  toHtml,
  toMarkdown,
  voiceIn,
} from '../../../shared/papers/index.ts';
import { PAPER_LANGUAGES } from '../../../shared/papers/languages.ts';

const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);
const voice = voiceIn('en', PAPER_LANGUAGES['en']!);

/** Definitions in which this text stands wherever an owner can write one. */
const saying = (text: string): Definitions => ({
  covey: 1,
  site: 'hazel.example',
  version: 1,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
  controller: {
    name: text,
    contact: text,
    officer: text,
    notice: text,
    processors: [{ name: text, for: { en: text } }],
  },
  activation: { purpose: text, recipients: { gpt: [text] } },
  history: [{ event: text, properties: [text], for: '30d', why: text }],
  traits: { likes: { type: 'string', values: [text], description: text } },
  metrics: { seen: { count: text, where: { [text]: 1 }, within: '30d', name: text } },
  segments: {
    fans: {
      name: text,
      description: text,
      when: { 'metric.seen': { $gte: 1 }, 'trait.likes': text },
      count: true,
      activate: true,
    },
  },
  surveys: {
    why: { trait: 'likes', question: text, type: 'choice', show: { segments: ['fans'] } },
  },
});

const page = (html: string) => new DOMParser().parseFromString(html, 'text/html');
/** Cells and other blocks in order, as text. */
const contentOf = (root: ParentNode) =>
  [...root.querySelectorAll('h1, h2, h3, p, li, th, td')]
    .filter((one) => !one.querySelector('p, li, table'))
    .map((one) => (one.textContent ?? '').replaceAll(/\s+/g, ' ').trim());
const tagsOf = (root: ParentNode) =>
  new Set([...root.querySelectorAll('*')].map(({ localName }) => localName));

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'a | b \\| c `d` **e** _f_ ~~g~~ [h](javascript:1) <i> &amp; &#60;',
  '`<b>`|``',
  '- item',
  '1. item',
  '# head',
  '> quote',
  '--- | ---',
  'line\n\n| a | b |\n| --- | --- |',
  '\u202egnp.exe\u0000',
  '\ud800',
  'https://evil.example www.evil.example',
  '{site} §30.1.a $& $1',
  '__proto__',
  'constructor',
];
const hostile = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: fc.constantFrom(...'<>&"\'`|\\*_[](){}#~!=-+.:/ \n\tab1$§'), maxLength: 30 }),
);

/** These have every kind of part between them. */
const KINDS = ['dpia', 'public'] as const;
const markdown = (paper: Paper) =>
  page(marked.parse(toMarkdown(paper), { async: false }) as string).body;

describe('a paper', () => {
  it('says the same as HTML and as Markdown, and no text of the owner is markup in it', async () => {
    const tame = await accountOf(saying('a'), digest);
    const expected = new Map(
      KINDS.map((kind) => [kind, tagsOf(page(toHtml(paperOf(kind, tame, voice))).body)]),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const account = await accountOf(saying(text), digest);
        for (const kind of KINDS) {
          const paper = paperOf(kind, account, voice);
          const html = page(toHtml(paper));
          const set = markdown(paper);
          const own = [...(expected.get(kind) ?? []), 'blockquote'];
          for (const tag of [...tagsOf(html.body), ...tagsOf(set)])
            expect(own, text).toContain(tag);
          expect(html.querySelector('script, [onerror], [onclick], a[href^="java" i]')).toBe(null);
          expect(contentOf(set), `${kind}: ${text}`).toEqual(contentOf(html.body));
        }
      }),
      { numRuns: 28, examples: HOSTILE.map((text): [string] => [text]) },
    );
  });

  it('is called by site, version, paper and language, in characters that any system takes', () => {
    const dpia = { kind: 'dpia', language: 'de' } as const;
    const named = (site: string) => paperFileName({ site, version: 3 }, dpia, 'md');
    expect(named('shop.example')).toBe('shop.example-v3-dpia.de.md');
    expect(named('../a b:8080')).toMatch(/^[\w][\w.-]*-v3-dpia\.de\.md$/);
    expect(named('…')).toBe('site-v3-dpia.de.md');
  });

  it('says of the public page that it is of a draft, unless signatures were checked', async () => {
    const leadOf = async (published: Published | null) => {
      const account = await accountOf(saying('a'), digest, published);
      return (language: string) =>
        paperOf('public', account, voiceIn(language, PAPER_LANGUAGES[language]!)).lead.join('');
    };
    const [draft, signed] = [await leadOf(null), await leadOf({ hash: 'h', signers: ['k'] })];
    expect(signed('en')).toContain('that the owner of hazel.example signed');
    expect(draft('en')).toContain('from a draft of the definitions of hazel.example');
    for (const language of Object.keys(PAPER_LANGUAGES)) {
      expect(draft(language)).not.toBe(signed(language));
      expect(draft(language)).toContain('hazel.example');
    }
  });

  it('counts its open questions, and lists each where it ends', async () => {
    const { controller: _, ...nobody } = saying('a');
    const account = await accountOf(nobody, digest);
    const paper = paperOf('record', account, voice);
    expect(paper.questions.map(({ number }) => number)).toEqual(
      paper.questions.map((_one, at) => at + 1),
    );
    const listed = paper.sections.at(-1)?.blocks.find((block) => block.kind === 'table');
    expect(listed?.kind === 'table' && listed.rows.map(([, text]) => text)).toEqual(
      paper.questions.map(({ text }) => text),
    );
    expect(JSON.stringify(paper.questions)).toContain('Who is the controller');
    expect(paperOf('public', account, voice).questions).toEqual([]);
  });
});
