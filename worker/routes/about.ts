import type { Definitions } from '../../shared/definitions/types.ts';
import {
  type Account,
  accountOf,
  paperOf,
  STYLE,
  toHtml,
  voiceIn,
} from '../../shared/papers/index.ts';
import { PAPER_LANGUAGES } from '../../shared/papers/languages.ts';
import { meaningIn } from '../../shared/papers/meaning.ts';
import { openEnvelope } from '../../shared/signing/index.ts';
import { utf8 } from '../../shared/wire/index.ts';
import type { Env } from '../env.ts';
import { holds } from '../etag.ts';
import { failure } from '../failure.ts';
import { KeptPromises } from '../kept-promises.ts';
import { type Newest, newestOf } from '../newest.ts';
import { siteObject } from '../objects.ts';
import { sha256 } from '../sha256.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

interface Page {
  readonly html: string;
  /** Of its text, in hexadecimal digits: words and style change with the Worker, not with the definitions. */
  readonly tag: string;
}

/** Of this isolate: what the definitions of a hash do, which is costly to find out, and pages by hash and language. */
const accounts = new KeptPromises<Account>(32);
const pages = new KeptPromises<Page>(64);

const LANGUAGES = Object.keys(PAPER_LANGUAGES);
const [FALLBACK = 'en'] = LANGUAGES;

/** What the live definitions do, as a page for anyone: at the same address for as long as the site is registered. */
const about: Handler = async (context) => {
  const site = siteOf(context);
  if (site === null) return NO_SITE;
  const wanted = context.req.query('language');
  const language =
    wanted === undefined ? preferred(context.req.header('accept-language')) : languageOf(wanted);
  if (!language)
    return failure(
      'bad-request',
      `There is no page in that language. Leave "language" out, or take one of ${LANGUAGES.join(', ')}.`,
    );
  const newest = await newestOf(context.env, site, Date.now());
  if (!newest) return failure('not-found', `Nothing is published for ${site}.`);
  const page = await pageOf(context.env, site, newest, language);
  if (page === null)
    return failure('internal', 'The published definitions cannot be read. Publish them again.');
  const tag = `${newest.hash}-${language}-${page.tag}`;
  const headers = {
    'cache-control': 'public, max-age=60',
    'content-language': language,
    'content-security-policy': `default-src 'none'; style-src 'sha256-${await styleHash()}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    etag: `"${tag}"`,
    vary: 'accept-language',
  };
  return holds(context.req.header('if-none-match') ?? null, tag)
    ? new Response(null, { status: 304, headers })
    : new Response(page.html, {
        headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
      });
};

async function pageOf(
  env: Env,
  site: string,
  newest: Newest,
  language: string,
): Promise<Page | null> {
  const key = `${newest.hash} ${language}`;
  const known = pages.recall(key);
  if (known) return known;
  const account = await accountFor(env, site, newest);
  return account && pages.recallOrMake(key, async () => pageIn(language, account));
}

/** What the definitions do, found out once for all languages; null where they cannot be read. */
async function accountFor(
  env: Env,
  site: string,
  { version, hash, envelope }: Newest,
): Promise<Account | null> {
  const known = accounts.recall(hash);
  if (known) return known;
  const payload = openEnvelope(new Uint8Array(envelope))?.payload;
  if (!payload) return null;
  const listed = await siteObject(env, site).published();
  const signers = listed.find((one) => one.version === version)?.signers ?? [];
  return accounts.recallOrMake(hash, async () => {
    const definitions = JSON.parse(new TextDecoder().decode(payload)) as Definitions;
    return accountOf(definitions, sha256, { hash, signers });
  });
}

async function pageIn(language: string, account: Account): Promise<Page> {
  const { [language]: spoken } = PAPER_LANGUAGES;
  if (!spoken) throw new Error(`There is no "${language}".`);
  const html = toHtml(
    paperOf('public', account, voiceIn(language, spoken), meaningIn(account.definitions, language)),
    {
      languages: LANGUAGES.map((one) => ({
        language: one,
        name: new Intl.DisplayNames(one, { type: 'language' }).of(one) ?? one,
        href: `?language=${one}`,
      })),
    },
  );
  const bytes = await sha256(utf8(html));
  const tag = [...new Uint8Array(bytes, 0, 8)].map((one) => one.toString(16).padStart(2, '0'));
  return { html, tag: tag.join('') };
}

/** `de` of `de-AT`. */
const languageOf = (tag: string): string | undefined =>
  LANGUAGES.find((one) => one === tag.trim().toLowerCase().split('-')[0]);

/** The language that is wanted most of those there are (RFC 9110 §12.5.4). */
function preferred(header = ''): string {
  const ranges = header
    .slice(0, 1000)
    .split(',')
    .flatMap((range) => {
      const [tag = '', ...parameters] = range.split(';');
      const weight = parameters.map((one) => one.trim()).find((one) => /^q=/i.test(one));
      const said = weight?.slice('q='.length) ?? '1';
      // A weight that is no number says nothing of how much a language is liked: it is left out.
      const quality = /^[\d.]+$/.test(said) ? Number(said) : 0;
      const language = languageOf(tag);
      return language === undefined ? [] : [{ language, quality }];
    });
  const [best] = ranges
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return best?.language ?? FALLBACK;
}

let hashed: Promise<string> | undefined;
/** Of the one style that the page has. */
const styleHash = (): Promise<string> =>
  (hashed ??= sha256(utf8(STYLE)).then((bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes))),
  ));

/** What the signed definitions do, for anyone to read. */
export function addAbout(app: App): void {
  route(app, '/v1/sites/:site/about', { GET: about }, ['GET']);
}
