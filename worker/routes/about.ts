import type { Definitions } from '../../shared/definitions/types.ts';
import { accountOf, paperOf, STYLE, toHtml, voiceIn } from '../../shared/papers/index.ts';
import { PAPER_LANGUAGES } from '../../shared/papers/languages.ts';
import { meaningIn } from '../../shared/papers/meaning.ts';
import { openEnvelope } from '../../shared/signing/index.ts';
import type { Env } from '../env.ts';
import { holds } from '../etag.ts';
import { failure } from '../failure.ts';
import { type Newest, newestOf } from '../newest.ts';
import { siteObject } from '../objects.ts';
import { type App, type Handler, NO_SITE, route, siteOf } from './route.ts';

/** Pages of this isolate, the one that was asked for longest ago first. */
const written = new Map<string, string>();
const MOST_WRITTEN = 32;

const LANGUAGES = Object.keys(PAPER_LANGUAGES);
const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);
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
  const headers = {
    'cache-control': 'public, max-age=60',
    'content-language': language,
    'content-security-policy': `default-src 'none'; style-src 'sha256-${await styleHash()}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    etag: `"${newest.hash}-${language}"`,
    vary: 'accept-language',
  };
  if (holds(context.req.header('if-none-match') ?? null, `${newest.hash}-${language}`))
    return new Response(null, { status: 304, headers });
  const page = await pageOf(context.env, site, newest, language);
  return page === null
    ? failure('internal', 'The published definitions cannot be read. Publish them again.')
    : new Response(page, { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
};

async function pageOf(
  env: Env,
  site: string,
  { version, hash, envelope }: Newest,
  language: string,
): Promise<string | null> {
  const key = `${hash} ${language}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const payload = openEnvelope(new Uint8Array(envelope))?.payload;
  const spoken = PAPER_LANGUAGES[language];
  if (!payload || !spoken) return null;
  const definitions = JSON.parse(new TextDecoder().decode(payload)) as Definitions;
  const listed = await siteObject(env, site).published();
  const signers = listed.find((one) => one.version === version)?.signers ?? [];
  const account = await accountOf(definitions, digest, { hash, signers });
  const page = toHtml(
    paperOf('public', account, voiceIn(language, spoken), meaningIn(definitions, language)),
    {
      languages: LANGUAGES.map((one) => ({
        language: one,
        name: new Intl.DisplayNames(one, { type: 'language' }).of(one) ?? one,
        href: `?language=${one}`,
      })),
    },
  );
  written.set(key, page);
  const [oldest] = written.keys();
  if (written.size > MOST_WRITTEN && oldest !== undefined) written.delete(oldest);
  return page;
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
      const quality = parameters.map((one) => /^\s*q=([\d.]+)\s*$/i.exec(one)?.[1]).find(Boolean);
      const language = languageOf(tag);
      return language === undefined ? [] : [{ language, quality: Number(quality ?? 1) }];
    });
  const [best] = ranges
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return best?.language ?? FALLBACK;
}

let hashed: Promise<string> | undefined;
/** Of the one style that the page has. */
const styleHash = (): Promise<string> =>
  (hashed ??= digest(new TextEncoder().encode(STYLE) as Uint8Array<ArrayBuffer>).then((bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes))),
  ));

/** What the signed definitions do, for anyone to read. */
export function addAbout(app: App): void {
  route(app, '/v1/sites/:site/about', { GET: about }, ['GET']);
}
