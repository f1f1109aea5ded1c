import { createHash } from 'node:crypto';
import { definitionsUrl } from '../../shared/wire/index.ts';
import { fetchPublic, parseJson } from '../edge.ts';
import { Failure } from '../failure.ts';
import { checkSigned, openDocument, readKeys } from '../published.ts';

interface BuiltFile {
  readonly path: string;
  readonly integrity: string;
}

/** What stands at the Worker, as far as anybody may ask. */
export interface EdgeState {
  /** Its own files; null where it does not answer as a Worker of Covey. */
  readonly files: readonly BuiltFile[] | null;
  /** Those of releases before. */
  readonly earlier: readonly BuiltFile[];
  /** Hashed files that do not come, or are others than their name says. */
  readonly spoilt: readonly string[];
  /** SHA-256 of the script as the page names it; null where it does not come. */
  readonly script: string | null;
  readonly definitions: Definitions;
}

export type Definitions =
  | { readonly state: 'absent'; readonly message: string }
  | { readonly state: 'refused'; readonly message: string }
  | {
      readonly state: 'signed';
      readonly version: number;
      readonly issued: number;
      readonly expires: number;
      /** Host names whose pages may report, beside the site's own. */
      readonly hosts: readonly string[];
    };

const sha256 = (bytes: Uint8Array) =>
  `sha256-${createHash('sha256').update(bytes).digest('base64')}`;

/** The bytes at an address; null where they do not come. */
async function bytesAt(url: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const { status, bytes } = await fetchPublic(url);
    return status === 200 ? bytes : null;
  } catch {
    return null;
  }
}

const isFile = (value: unknown): value is BuiltFile =>
  typeof (value as BuiltFile | null)?.path === 'string' &&
  /^\/covey[a-z0-9-]*\.js$/.test((value as BuiltFile).path) &&
  typeof (value as BuiltFile).integrity === 'string';

/** The lists of `/v1/files`. */
function filesOf(body: unknown): { files: BuiltFile[]; earlier: BuiltFile[] } | null {
  const { files, earlier = [] } = (body ?? {}) as { files?: unknown; earlier?: unknown };
  if (!Array.isArray(files)) return null;
  const flat = (value: unknown): unknown[] =>
    Array.isArray(value)
      ? value.flatMap(flat)
      : Array.isArray((value as { files?: unknown } | null)?.files)
        ? flat((value as { files: unknown }).files)
        : [value];
  return { files: files.filter(isFile), earlier: flat(earlier).filter(isFile) };
}

export async function askEdge(
  edge: string,
  { src, site, keys }: { readonly src: string; readonly site: string; readonly keys: string },
): Promise<EdgeState> {
  const list = await bytesAt(`${edge}/v1/files`);
  const known = list ? filesOf(parseJson(list)) : null;
  const hashed = (known?.files ?? []).filter(({ path }) => /-[0-9a-f]{16}\.js$/.test(path));
  const isSpoilt = await Promise.all(
    hashed.map(async ({ path, integrity }) => {
      const bytes = await bytesAt(edge + path);
      return !bytes || sha256(bytes) !== integrity;
    }),
  );
  const script = await bytesAt(src);
  return {
    files: known?.files ?? null,
    earlier: known?.earlier ?? [],
    spoilt: hashed.filter((_, at) => isSpoilt[at]).map(({ path }) => path),
    script: script && sha256(script),
    definitions: await definitionsAt(edge, site, keys),
  };
}

async function definitionsAt(edge: string, site: string, keys: string): Promise<Definitions> {
  const bytes = await bytesAt(definitionsUrl(edge, site));
  if (!bytes) return { state: 'absent', message: `The Worker has no definitions for ${site}.` };
  const document = await openDocument(bytes);
  if (!document)
    return { state: 'absent', message: `What the Worker has for ${site} is no signed document.` };
  try {
    await checkSigned(document, await readKeys([keys]), site);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { state: 'refused', message: error.message };
  }
  const { version, issued, expires, counting } = document.definitions;
  const { hosts = [] } = counting ?? {};
  return {
    state: 'signed',
    version,
    issued: Date.parse(issued),
    expires: Date.parse(expires),
    hosts,
  };
}
