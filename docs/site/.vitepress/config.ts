import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { anchor } from '../../../scripts/docs/markdown.ts';
import { addressOf, sectionsOf, titleOf } from '../pages.ts';

const site = fileURLToPath(new URL('..', import.meta.url));
const docs = join(site, '..');
const root = join(docs, '..');

const files = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.md') && !/node_modules|\.vitepress/.test(name),
);
const sidebar = sectionsOf(files).map(({ title, pages }) => ({
  text: title,
  items: pages.map((page) => ({
    text: titleOf(readFileSync(join(docs, page), 'utf8')),
    link: addressOf(page),
  })),
}));

/** Files that pages link to and that are no pages: tests, sources, examples. They are laid beside the pages, as text. */
const linked = new Set<string>();
/** What a server would not show as text, or VitePress takes for a page, has another ending. */
const nameOf = (file: string): string => (/\.(?:json|png|svg)$/.test(file) ? file : `${file}.txt`);
/** A link of a page as the site has it. */
function placed(href: string, page: string): string {
  if (/^(?:[a-z]+:|#|\/)/.test(href)) return href;
  const [path = '', hash = ''] = href.split('#');
  const target = relative(root, join(docs, dirname(page), path));
  if (target.startsWith('docs/') && target.endsWith('.md')) return href;
  if (!existsSync(join(root, target))) throw new Error(`docs/${page} links to ${target}, which is not there.`);
  linked.add(target);
  return `/files/${nameOf(target)}${hash && `#${hash}`}`;
}

export default defineConfig({
  srcDir: '..',
  // Found by their names alone: the site needs no server that rewrites addresses.
  cleanUrls: false,
  title: 'Covey',
  description: 'User segmentation that stays with the user.',
  lang: 'en',
  rewrites: { 'site/index.md': 'index.md' },
  head: [['link', { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }]],
  lastUpdated: false,
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // As GitHub does it, where these pages are read as well.
    anchor: { slugify: anchor },
    config: (md) => {
      md.core.ruler.push('linked-files', ({ tokens, env }) => {
        const { relativePath } = env as { readonly relativePath: string };
        for (const { children } of tokens)
          for (const token of children ?? []) {
            const href = token.type === 'link_open' ? token.attrGet('href') : null;
            if (href === null) continue;
            const to = placed(href, relativePath);
            if (to === href) continue;
            token.attrSet('href', to);
            token.attrSet('target', '_blank');
            token.attrSet('rel', 'noreferrer');
          }
      });
    },
  },
  themeConfig: {
    logo: '/icon.svg',
    nav: [
      { text: 'Begin', link: '/put-it-on-your-site' },
      { text: 'Guides', link: '/guides/from-ga4' },
      { text: 'Reference', link: '/reference' },
      { text: 'Playground', link: '/playground' },
    ],
    sidebar,
    outline: { level: [2, 3], label: 'On this page' },
    // An index that is made with the site, and searched in the browser.
    search: { provider: 'local' },
    docFooter: { prev: 'Before', next: 'Next' },
  },
  buildEnd: ({ outDir }) => {
    for (const file of linked) {
      const to = join(outDir, 'files', nameOf(file));
      mkdirSync(dirname(to), { recursive: true });
      cpSync(join(root, file), to, { recursive: true });
    }
  },
  vite: {
    // Pages stand above the folder that has the site's packages: they are components of its Vue all the same.
    plugins: [
      {
        name: 'vue-of-the-site',
        enforce: 'pre',
        resolveId(id, importer, options) {
          if (!/^vue(?:\/|$)/.test(id) || importer?.startsWith(site)) return null;
          return this.resolve(id, join(site, 'pages.ts'), { ...options, skipSelf: true });
        },
      },
    ],
    publicDir: join(site, 'public'),
    server: { fs: { allow: [root] } },
    build: {
      chunkSizeWarningLimit: 2000,
      // Comments of other people's packages that Rollup cannot place are nobody's affair here.
      rollupOptions: { onwarn: (warning, warn) => warning.code !== 'INVALID_ANNOTATION' && warn(warning) },
    },
    worker: { format: 'es' },
  },
});
