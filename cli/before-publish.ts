// What to know, or to be sure of, before a document takes the place of what is live.
import { checkDefinitions } from '../shared/definitions/index.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { changesOf, meaningOf, midPeriodText } from '../shared/diff/index.ts';
import {
  definitionsUrl,
  parseError,
  type PublishedDocument,
  publishedUrl,
} from '../shared/wire/index.ts';
import { PUBLISHED_LIST } from './answers.ts';
import { readDefinitions } from './documents/index.ts';
import { fetchPublic, parseJson } from './edge.ts';
import { Failure } from './failure.ts';
import { openDocument, type SignedDocument } from './published.ts';
import { sha256 } from './sha256.ts';

/** Whoever signed within so long may still be pinned by a tag, or by a cached page. */
const PINNED_MS = 90 * 86_400_000;
/** What each version has anew, whatever else it says. */
const OF_A_VERSION = ['version', 'issued', 'expires', 'previous'];

/** What is live; null: nothing is, so far as one can see. @throws Failure when nobody answers. */
async function liveAt(origin: string, site: string): Promise<SignedDocument | null> {
  const { status, bytes } = await fetchPublic(definitionsUrl(origin, site));
  return status === 200 ? openDocument(bytes) : null;
}

/**
 * Warnings, a sentence each. What cannot be asked is not warned of: whether the document is published is for the Worker
 * to say. `signers`: kids of the envelope.
 */
export async function beforePublish(
  origin: string,
  definitions: Definitions,
  signers: readonly string[],
): Promise<readonly string[]> {
  const now = Date.now();
  try {
    const live = await liveAt(origin, definitions.site);
    if (!live || live.definitions.version === definitions.version) return [];
    const list = PUBLISHED_LIST.read(
      parseJson((await fetchPublic(publishedUrl(origin, definitions.site))).bytes),
    );
    const anew = await countedAnew(live.definitions, definitions, now);
    return [
      ...(anew === null ? [] : [anew]),
      ...missingSigners(list?.documents ?? [], signers, now).map(
        ({ kid, version }) =>
          `Not signed by ${kid}, as version ${version} was: whoever comes for the first time to a page whose tag pins that key alone gets no segments. While there are such tags, or caches of such pages, sign with it, too: covey sign ENVELOPE --key ITS-FILE --out ENVELOPE (in the workflow of covey-edge: the secret COVEY_KEY_2). If it was stolen, do not: renew the tags.`,
      ),
    ];
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

async function countedAnew(
  before: Definitions,
  after: Definitions,
  now: number,
): Promise<string | null> {
  if ([before, after].some((each) => checkDefinitions(each).errors.length > 0)) return null;
  const meaning = await meaningOf(before, after, sha256);
  return midPeriodText(before, meaning, now);
}

/**
 * Keys that signed of late, do not sign now, and are no one of several that take turns: those left out documents before,
 * which no tag that pins them alone could have gone by.
 */
function missingSigners(
  documents: readonly PublishedDocument[],
  signers: readonly string[],
  now: number,
): readonly { readonly kid: string; readonly version: number }[] {
  const noted = documents.flatMap(({ version, published, signers: by }) =>
    by && published !== null ? [{ version, at: Date.parse(published), by }] : [],
  );
  const kids = new Set(noted.flatMap(({ by }) => by));
  return [...kids].flatMap((kid) => {
    const newest = noted.findIndex(({ by }) => by.includes(kid));
    const oldest = noted.findLastIndex(({ by }) => by.includes(kid));
    const last = noted[newest];
    const takesTurns = noted.slice(newest, oldest).some(({ by }) => !by.includes(kid));
    return last && last.at > now - PINNED_MS && !takesTurns && !signers.includes(kid)
      ? [{ kid, version: last.version }]
      : [];
  });
}

/**
 * Refuses to publish over something that none of these files says, version and dates aside: somebody published it from
 * elsewhere, as when rolling back. Where nothing is live, there is nothing to undo. @throws Failure
 */
export async function requireLive(
  origin: string,
  site: string,
  files: readonly string[],
): Promise<void> {
  const { status, bytes } = await fetchPublic(definitionsUrl(origin, site));
  const live = status === 200 ? await openDocument(bytes) : null;
  if (!live) {
    const error = parseError(parseJson(bytes));
    if (error?.code === 'not-found') return;
    throw new Failure(
      'unreachable',
      `What is live for ${site} cannot be read: ${origin} answered ${status}.`,
      ['Nothing was published. To publish without looking, leave --expect-live out.'],
    );
  }
  for (const file of files)
    if (saysTheSame((await readDefinitions(file)).definitions, live.definitions)) return;
  throw new Failure(
    'taken',
    `Not published: version ${live.definitions.version} is live, and does not say what ${files.join(' or ')} says. Somebody published it from elsewhere, as when rolling back.`,
    [
      '"covey diff FILE --edge URL" shows the difference.',
      'Bring your file to what is live first (git revert; or "covey get --out OTHER", and compare). To publish over it on purpose, leave --expect-live out; in the workflow of covey-edge, run it by hand.',
    ],
  );
}

const saysTheSame = (file: Definitions | null, live: Definitions): boolean =>
  file !== null &&
  changesOf(live, file).every(({ path: [member = ''] }) => OF_A_VERSION.includes(member));
