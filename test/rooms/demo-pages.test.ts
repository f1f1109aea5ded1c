import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Window } from 'happy-dom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildShop } from '../../demo/build.ts';
import { definitions } from '../../demo/definitions.ts';
import { shownAs } from '../../shared/experiences/index.ts';
import { checkDefinitions } from '../../shared/definitions/index.ts';

const out = mkdtempSync(join(tmpdir(), 'hazel-'));
const settings = { edge: 'https://edge.example', site: 'hazel.example', key: 'kid:"x&y' };
let files: string[] = [];
const pages = new Map<string, Document>();

beforeAll(async () => {
  await buildShop(settings, out);
  files = readdirSync(out, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    const window = new Window({
      settings: { disableJavaScriptFileLoading: true, disableCSSFileLoading: true },
    });
    window.document.write(readFileSync(join(out, file), 'utf8'));
    pages.set(file, window.document as unknown as Document);
  }
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** The document, and what stands in its templates. */
const rootsOf = (document: Document): ParentNode[] => {
  const roots: ParentNode[] = [document];
  for (const root of roots)
    for (const template of root.querySelectorAll('template')) roots.push(template.content);
  return roots;
};
const findAll = (document: Document, selector: string) =>
  rootsOf(document).flatMap((root) => [...root.querySelectorAll(selector)]);
const read = (file: string) => readFileSync(join(out, file), 'utf8');

describe('every page of the shop', () => {
  test('has one heading, a language, a title, landmarks and a way past the header', () => {
    expect(pages.size).toBeGreaterThan(50);
    for (const [file, document] of pages) {
      const shown = [...document.querySelectorAll('h1')].filter((h1) => !h1.closest('[hidden]'));
      expect(shown.length, `${file}: h1`).toBeLessThanOrEqual(1);
      expect(document.querySelectorAll('h1').length, `${file}: h1`).toBeGreaterThan(0);
      expect(document.documentElement.lang, file).toBe('en-GB');
      expect(document.title, file).not.toBe('');
      expect(document.querySelectorAll('main#main, header, footer').length, file).toBe(
        document.querySelectorAll('article header').length + 3,
      );
      expect(document.querySelector('a.skip')?.getAttribute('href'), file).toBe('#main');
    }
  });

  test('carries the script tag with its settings, escaped', () => {
    for (const [file, document] of pages) {
      const tag = document.querySelector('script[data-site]');
      expect(tag?.getAttribute('src'), file).toBe('https://edge.example/covey.js');
      expect(tag?.getAttribute('data-site'), file).toBe('hazel.example');
      expect(tag?.getAttribute('data-key'), file).toBe('kid:"x&y');
      expect(tag?.hasAttribute('async'), file).toBe(true);
    }
  });

  test('links only to pages and files that exist', () => {
    const exists = (path: string) =>
      files.includes(path.endsWith('/') ? `${path}index.html`.slice(1) : path.slice(1));
    for (const [file, document] of pages) {
      const addresses = [
        ...findAll(document, 'a[href], link[href]').map((link) => link.getAttribute('href')),
        ...findAll(document, 'img[src], script[src]').map((each) => each.getAttribute('src')),
        ...findAll(document, 'form[action]').map((form) => form.getAttribute('action')),
      ];
      for (const address of addresses) {
        const [path = '', fragment] = (address ?? '').split('#');
        if (path.startsWith(settings.edge)) continue;
        const target = path === '' ? file : path;
        if (path !== '') expect(exists(path), `${file} links to ${address}`).toBe(true);
        if (fragment === undefined || path !== '') continue;
        expect(document.getElementById(fragment), `${target} has #${fragment}`).not.toBeNull();
      }
    }
  });

  test('has no inline script or style, which its policy would refuse', () => {
    for (const [file, document] of pages) {
      expect(findAll(document, 'style, [style]').length, file).toBe(0);
      for (const script of findAll(document, 'script')) expect(script.textContent, file).toBe('');
      for (const element of findAll(document, '*'))
        for (const { name } of element.attributes)
          expect(name.startsWith('on'), `${file}: ${name}`).toBe(false);
    }
  });

  test('labels every field, names every control, and repeats no id', () => {
    for (const [file, document] of pages) {
      for (const field of findAll(document, 'input, select, textarea')) {
        const labelled =
          field.closest('label') !== null ||
          findAll(document, `label[for="${field.id}"]`).length === 1;
        expect(labelled, `${file}: ${field.outerHTML}`).toBe(true);
      }
      for (const control of findAll(document, 'button, a[href]'))
        expect(control.textContent?.trim(), `${file}: ${control.outerHTML}`).not.toBe('');
      for (const image of findAll(document, 'img'))
        expect(image.hasAttribute('alt'), `${file}: ${image.outerHTML}`).toBe(true);
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      expect(ids.length, `${file} repeats an id`).toBe(new Set(ids).size);
    }
  });

  test('keeps every difference hidden until Covey says otherwise', () => {
    for (const [file, document] of pages)
      for (const element of findAll(document, '[data-covey-show]'))
        expect(element.hasAttribute('hidden'), `${file}: ${element.outerHTML.slice(0, 80)}`).toBe(
          true,
        );
  });

  test('says none of the sentences that no text may say', () => {
    const sources = [...pages.keys(), 'shop.js'].map(read).join('\n').toLowerCase();
    for (const forbidden of ['no consent needed', 'anonymous visitors', 'gdpr compliant'])
      expect(sources).not.toContain(forbidden);
  });
});

describe('the banner', () => {
  test('says before the answer what cannot be taken back, and what remains after a refusal', () => {
    const script = read('shop.js');
    expect(script).toContain('Counts given cannot be taken back');
    expect(script).toContain('If you refuse, what remains is a note that says so');
  });

  test('can be opened again from the foot of every page, and so can the panel', () => {
    for (const [file, document] of pages) {
      const footer = document.querySelector('footer.footer');
      expect(footer?.querySelector('[data-cc="show-preferencesModal"]'), file).not.toBeNull();
      expect(footer?.querySelector('[data-action="panel"]'), file).not.toBeNull();
    }
  });
});

describe('the definitions', () => {
  const segments = Object.entries(definitions.segments);

  test('pass the checker without an error', () => {
    const checked = checkDefinitions(definitions);
    expect(checked.ok ? [] : checked.errors).toEqual([]);
  });

  test('cover all four kinds and all three stages, with few questions', () => {
    expect(new Set(segments.map(([, { kind }]) => kind))).toEqual(
      new Set(['demographic', 'geographic', 'behavioral', 'psychographic']),
    );
    expect(new Set(segments.map(([, { stage }]) => stage))).toEqual(
      new Set(['acquisition', 'onboarding', 'retention']),
    );
    const counted: readonly { readonly count?: boolean }[] = [
      ...segments.map(([, each]) => each),
      ...Object.values(definitions.groups),
      ...Object.values(definitions.experiences ?? {}),
    ];
    expect(counted.filter(({ count }) => count).length).toBeLessThanOrEqual(12);
  });

  test('each segment changes something, and nothing waits for a segment that does not exist', () => {
    const used = new Set<string>();
    const mark = (ids: Iterable<string>) => {
      for (const id of ids) used.add(id);
    };
    for (const document of pages.values()) {
      for (const name of ['data-covey-show', 'data-covey-hide', 'data-covey-if', 'data-hero'])
        for (const element of findAll(document, `[${name}]`))
          mark((element.getAttribute(name) ?? '').split(/\s+/));
    }
    for (const { show } of Object.values(definitions.surveys ?? {})) mark(show.segments);
    const style = read('shop.css');
    mark([...style.matchAll(/data-covey~="?([\w-]+)/g)].map(([, id = '']) => id));
    const variants = Object.entries(definitions.experiences ?? {}).flatMap(([id, experience]) =>
      Object.keys(experience.variants).map((variant) => shownAs(id, variant)),
    );
    const known = new Set([...segments.map(([id]) => id), ...variants]);
    expect([...known].filter((id) => !used.has(id))).toEqual([]);
    expect([...used].filter((id) => !known.has(id))).toEqual([]);
  });

  test('links that are filled from a metric name one that exists', () => {
    for (const document of pages.values())
      for (const link of findAll(document, '[data-fill]'))
        expect(Object.keys(definitions.metrics)).toContain(link.getAttribute('data-fill'));
  });
});
