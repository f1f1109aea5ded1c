// Files of earlier releases stay where they were: a tag pinned with `integrity`, and a covey.js in some
// browser's cache that still names them, go on across a deploy.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { Failure } from '../../cli/failure.ts';
import { readLimited } from '../../cli/limited.ts';
import { noAnswer } from '../../cli/no-answer.ts';
import { type Files, filesUrl, type ServedFile } from '../../shared/wire/index.ts';

/** Releases before the one that is built whose files are kept. */
export const EARLIER_RELEASES = 5;

const MAX_FILE_BYTES = 2 * 1024 * 1024;

type Listed = Files['files'];
/** A name that never changes: it holds the beginning of its bytes' SHA-256. */
const HASHED = /^\/covey[a-z0-9-]*-([0-9a-f]{16})\.js$/;

export interface KeepOptions {
  /** `files.json` of the release before, as the owner kept it: what the edge names beside it is refused. */
  readonly known?: string | undefined;
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Fetches what the releases before need from the edge that is live, into the folder that is to be
 * deployed, and lists it in its `files.json`. Every file is held against its hash: a taken-over edge
 * can withhold files, not alter them; with `known`, it cannot add any either. Returns how many releases and files were kept.
 * @throws Failure when one cannot be had, or is not known: a deploy without it would break pages.
 */
export async function keepEarlierReleases(
  edge: string,
  folder: string,
  { known, fetch = globalThis.fetch }: KeepOptions = {},
): Promise<{ readonly releases: number; readonly files: number }> {
  const listFile = join(folder, 'files.json');
  const { files } = JSON.parse(readFileSync(listFile, 'utf8')) as Files;
  const here = new Map(files.map((file) => [file.path, file]));
  const live = parseFiles(await get(filesUrl(edge), fetch), 'The live edge', [
    'Check the address: it is the origin of the Worker, such as https://edge.example.',
  ]);
  const released = [live.files, ...(live.earlier ?? []).map((release) => release.files)]
    .map((release) => release.filter(({ path }) => HASHED.test(path)))
    // What is live may be what is built.
    .filter((release) => release.some(({ path }) => !here.has(path)));
  const earlier = released
    .filter((release, at) => released.findIndex((one) => namesOf(one) === namesOf(release)) === at)
    .slice(0, EARLIER_RELEASES)
    .map((release) => ({ files: release.map((file) => here.get(file.path) ?? file) }));
  const missing = new Map(
    earlier
      .flatMap((release) => release.files)
      .filter(({ path }) => !here.has(path))
      .map((file) => [file.path, file]),
  );
  if (known !== undefined) refuseUnknown(edge, missing.values(), readKnown(known), known);
  for (const { path, integrity, bytes: length } of missing.values()) {
    const bytes = await get(`${edge}${path}`, fetch);
    const digest = createHash('sha256').update(bytes).digest();
    if (
      length !== bytes.length ||
      integrity !== `sha256-${digest.toString('base64')}` ||
      HASHED.exec(path)?.[1] !== digest.toString('hex').slice(0, 16)
    ) {
      throw new Failure(
        'unreachable',
        `${edge}${path} is not the file that its name and hash stand for.`,
        ['Find out who changed it. Nothing was deployed.'],
      );
    }
    writeFileSync(join(folder, path), bytes);
  }
  writeFileSync(listFile, `${JSON.stringify({ files, earlier } satisfies Files, null, 2)}\n`);
  return { releases: earlier.length, files: missing.size };
}

const namesOf = (files: Listed) => files.map(({ path }) => path).join();

function refuseUnknown(edge: string, files: Iterable<ServedFile>, known: Files, file: string) {
  const listed = [known, ...(known.earlier ?? [])].flatMap((release) => release.files);
  for (const { path, integrity } of files) {
    if (listed.some((one) => one.path === path && one.integrity === integrity)) continue;
    throw new Failure('unreachable', `${edge}${path} is in no release that ${file} lists.`, [
      'Somebody else deployed there, or added it: find out who. Nothing was deployed.',
      `If it was you, from another machine: take its files.json for ${file}.`,
    ]);
  }
}

function readKnown(file: string): Files {
  const hints = ['It is files.json of the release before, kept where only you can write.'];
  try {
    return parseFiles(readFileSync(file), file, hints);
  } catch (error) {
    throw error instanceof Failure
      ? error
      : new Failure('unreachable', `${file} cannot be read.`, hints);
  }
}

/** What the list may say, and nothing beside. */
const releaseSchema = z
  .array(
    z.object({
      path: z.string().check(z.maxLength(100)),
      bytes: z.int().check(z.minimum(0), z.maximum(MAX_FILE_BYTES)),
      integrity: z.string().check(z.regex(/^sha256-[\w+/]{43}=$/)),
    }),
  )
  .check(z.maxLength(300));
const filesSchema = z.object({
  files: releaseSchema,
  earlier: z.optional(z.array(z.object({ files: releaseSchema })).check(z.maxLength(50))),
});

function parseFiles(bytes: Uint8Array, whose: string, hints: readonly string[]): Files {
  try {
    return filesSchema.parse(JSON.parse(new TextDecoder().decode(bytes))) as Files;
  } catch {
    throw new Failure(
      'unreachable',
      `${whose} does not list its files as a Covey Worker does.`,
      hints,
    );
  }
}

async function get(url: string, fetch: typeof globalThis.fetch): Promise<Uint8Array> {
  let why: string;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(60_000) });
    const bytes = await readLimited(response, MAX_FILE_BYTES);
    if (response.ok) return bytes;
    why = `it answered ${response.status}`;
  } catch (error) {
    // "fetch failed" alone says nothing.
    why = noAnswer(new URL(url).origin, error).message.replace(/\.$/, '');
  }
  throw new Failure('unreachable', `${url} could not be kept: ${why}.`, [
    'Without the files of earlier releases, pages that still name them would stop. Try again, or check the address.',
    'For a Worker that was never deployed: --first.',
  ]);
}
