/**
 * Makes Hazel: pages, pictures, styles and scripts, all static, into `demo/dist/`.
 * `node demo/build.ts` builds with the settings of `npm start`; `buildShop` takes others.
 */
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { definitions } from './definitions.ts';
import { articles, topics } from './journal.ts';
import { cart, checkout, thanks } from './pages/buying.ts';
import { home } from './pages/home.ts';
import { articlePage, journal, topicPage } from './pages/journal.ts';
import { document, type Page, type ShopSettings } from './pages/layout.ts';
import { categoryName } from './pages/parts.ts';
import { productPage } from './pages/product.ts';
import { categoryPage, everything, offers, search, wishlist } from './pages/shelves.ts';
import { account, notFound, remembers } from './pages/you.ts';
import { picture } from './pictures/index.ts';
import { cover, icon, scene, scenes } from './pictures/scenes.ts';
import { categories, products } from './products.ts';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
export const shopDir = join(here, 'dist');

const pages = (): readonly Page[] => [
  home(),
  everything(),
  ...categories.map(categoryPage),
  offers(),
  ...products.map(productPage),
  search(),
  wishlist(),
  cart(),
  checkout(),
  thanks(),
  journal(),
  ...topics.map(topicPage),
  ...articles.map(articlePage),
  account(),
  remembers(),
  notFound(),
];

const catalog = () => ({
  products: products.map((product) => ({
    id: product.id,
    slug: product.slug,
    name: product.name,
    brand: product.brand,
    category: product.category,
    categoryName: categoryName(product.category),
    price: product.price,
    ...(product.was ? { was: product.was } : {}),
    ...(product.level ? { level: product.level } : {}),
    words: [product.short, product.story, ...product.details.flat()].join(' '),
  })),
  articles: articles.map((article) => ({
    slug: article.slug,
    title: article.title,
    words: [
      article.standfirst,
      article.author,
      ...article.body.map((block) => (typeof block === 'string' ? block : block.heading)),
    ].join(' '),
  })),
});

/** What the demonstration bar says about each segment before Covey has an answer. */
const segments = () => [
  ...Object.entries(definitions.segments).map(([id, segment]) => ({
    id,
    name: segment.name ?? id,
    kind: segment.kind,
    stage: segment.stage,
    description: segment.description ?? '',
  })),
  ...Object.entries(definitions.experiences ?? {}).flatMap(([id, experience]) =>
    Object.entries(experience.variants).map(([variant, { name = variant }]) => ({
      id: `${id}:${variant}`,
      name: `${experience.name ?? id}: ${name}`,
      kind: 'experience',
      stage: 'drawn at random',
      description: experience.description ?? '',
    })),
  ),
];

const fonts = {
  'fraunces.woff2': '@fontsource-variable/fraunces/files/fraunces-latin-opsz-normal.woff2',
  'inter.woff2': '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
};

/** Writes the shop into `outDir`, which is emptied first, and returns the number of pages. */
export async function buildShop(
  settings: ShopSettings,
  outDir: string = shopDir,
): Promise<{ readonly pages: number }> {
  await rm(outDir, { recursive: true, force: true });
  const put = async (path: string, text: string) => {
    const file = join(outDir, path.endsWith('/') ? `${path}index.html` : path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const all = pages();
  await Promise.all([
    ...all.map(async (page) => put(page.path, `${await document(page, settings)}\n`)),
    ...products.map((product) =>
      put(`pictures/${product.slug}.svg`, picture(product.drawing, product.ground)),
    ),
    ...articles.map((article) =>
      put(`pictures/journal-${article.slug}.svg`, cover(article.drawing, article.ground)),
    ),
    ...scenes.map((name) => put(`pictures/scene-${name}.svg`, scene(name))),
    put('icon.svg', icon),
    put('products.json', JSON.stringify(catalog())),
    put('demo-segments.json', JSON.stringify(segments())),
  ]);
  await mkdir(join(outDir, 'fonts'), { recursive: true });
  for (const [name, file] of Object.entries(fonts))
    await copyFile(require.resolve(file), join(outDir, 'fonts', name));

  const common = { bundle: true, minify: true, target: 'es2022', logLevel: 'warning' } as const;
  await Promise.all([
    build({
      ...common,
      entryPoints: {
        shop: join(here, 'client/shop.ts'),
        'demo-bar': join(here, 'client/bar/bar.ts'),
      },
      outdir: outDir,
      format: 'esm',
      loader: { '.css': 'text' },
    }),
    build({
      ...common,
      entryPoints: { early: join(here, 'client/early.ts') },
      outdir: outDir,
      format: 'iife',
    }),
    build({
      ...common,
      entryPoints: { shop: join(here, 'styles/index.css') },
      outdir: outDir,
      external: ['/fonts/*'],
    }),
  ]);
  return { pages: all.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const settings = {
    edge: process.env['COVEY_EDGE'] ?? 'http://localhost:8787',
    site: process.env['COVEY_SITE'] ?? 'localhost',
    key: process.env['COVEY_KEY'] ?? '',
  };
  const { pages: count } = await buildShop(settings);
  console.log(`Hazel: ${count} pages in ${shopDir}`);
  if (settings.key === '')
    console.log(
      'Without COVEY_KEY ("kid:x") the pages accept no definitions; "npm start" sets it.',
    );
}
