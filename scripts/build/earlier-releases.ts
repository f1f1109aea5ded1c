// Files of earlier releases stay where they were: a tag pinned with `integrity`, and a covey.js in some
// browser's cache that still names them, go on across a deploy.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../cli/failure.ts';
import { type Files, filesUrl } from '../../shared/wire/index.ts';

/** Releases before the one that is built whose files are kept. */
export const EARLIER_RELEASES = 5;

const MAX_FILE_BYTES = 2 * 1024 * 1024;

type Listed = Files['files'];
/** A name that never changes: it holds the beginning of its bytes' SHA-384. */
const HASHED = /^\/covey[a-z-]*-([0-9a-f]{16})\.js$/;

/**
 * Fetches what the releases before need from the edge that is live, into the folder that is to be
 * deployed, and lists it in its `files.json`. Every file is held against its hash: a taken-over edge
 * can withhold files, not alter them. Returns how many releases and files were kept.
 * @throws Failure when one cannot be had: a deploy without it would break pages.
 */
export async function keepEarlierReleases(
  edge: string,
  folder: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<{ readonly releases: number; readonly files: number }> {
  const list = join(folder, 'files.json');
  const { files } = JSON.parse(readFileSync(list, 'utf8')) as Files;
  const here = new Set(files.map(({ path }) => path));
  const live = parseFiles(await get(filesUrl(edge), fetch));
  const released = [live.files, ...(live.earlier ?? []).map((release) => release.files)]
    .map((release) => release.filter(({ path }) => HASHED.test(path)))
    // What is live may be what is built.
    .filter((release) => release.some(({ path }) => !here.has(path)));
  const earlier = released
    .filter((release, at) => released.findIndex((one) => namesOf(one) === namesOf(release)) === at)
    .slice(0, EARLIER_RELEASES)
    .map((release) => ({ files: release }));
  const missing = new Map(
    earlier
      .flatMap((release) => release.files)
      .filter(({ path }) => !here.has(path))
      .map((file) => [file.path, file]),
  );
  for (const { path, integrity } of missing.values()) {
    const bytes = await get(`${edge}${path}`, fetch);
    const digest = createHash('sha384').update(bytes).digest();
    if (
      integrity !== `sha384-${digest.toString('base64')}` ||
      HASHED.exec(path)?.[1] !== digest.toString('hex').slice(0, 16)
    ) {
      throw new Failure(`${edge}${path} is not the file that its name and hash stand for.`, [
        'Find out who changed it. Nothing was deployed.',
      ]);
    }
    writeFileSync(join(folder, path), bytes);
  }
  writeFileSync(list, `${JSON.stringify({ files, earlier } satisfies Files, null, 2)}\n`);
  return { releases: earlier.length, files: missing.size };
}

const namesOf = (files: Listed) => files.map(({ path }) => path).join();

function parseFiles(bytes: Uint8Array): Files {
  try {
    const files = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Files> | null;
    if (Array.isArray(files?.files)) return files as Files;
  } catch {
    // Said below.
  }
  throw new Failure('The live edge does not list its files.', [
    'Check the address: it is the origin of the Worker, such as https://edge.example.',
  ]);
}

async function get(url: string, fetch: typeof globalThis.fetch): Promise<Uint8Array> {
  let why: string;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(60_000) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.ok && bytes.length <= MAX_FILE_BYTES) return bytes;
    why = response.ok ? `${bytes.length} bytes` : `it answered ${response.status}`;
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  throw new Failure(`${url} could not be kept: ${why}.`, [
    'Without the files of earlier releases, pages that still name them would stop. Try again, or check the address.',
    'For a Worker that was never deployed, build without --previous (npm run deploy -- --first).',
  ]);
}
