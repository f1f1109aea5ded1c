import type { Bundle } from './bundle.ts';
import type { PartName, Parts } from './parts.ts';

/** Name, and SHA-256 as an `integrity` attribute wants it. */
export type PartFile = readonly [file: string, integrity: string];

/** Written by the build: each file's SHA-256 in hex, which holds its name and its integrity in half the bytes. */
declare const BUILT: Readonly<
  Record<Exclude<keyof Parts, 'devtools' | 'meaning'> | Bundle, string>
>;
declare const BUILD_ID: string;

const HASHES: { readonly [name in PartName]?: string } = typeof BUILT === 'undefined' ? {} : BUILT;

/** The file of a part, which is loaded when it is needed; undefined in the package, which finds it beside its own. */
export function fileOf(name: PartName, hash = HASHES[name]): PartFile | undefined {
  if (hash === undefined) return undefined;
  const bytes = hash.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16)));
  return [`covey-${name}-${hash.slice(0, 16)}.js`, `sha256-${btoa(bytes)}`];
}

/** Tells builds apart: of the engine's own file, and so of all the parts that it names. */
export const BUILD = typeof BUILD_ID === 'undefined' ? 'source' : BUILD_ID;
