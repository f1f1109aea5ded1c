import type { Definitions } from '../../shared/definitions/types.ts';
import type { Meaning } from '../meaning/index.ts';
import type { LoadPart, PartFile, Parts } from '../parts/index.ts';

/** Written by the build. */
declare const MEANING: PartFile;
const FILE = typeof MEANING === 'undefined' ? undefined : MEANING;

/** Finds what definitions mean in a language, when it is first asked; what could not be had is asked for again. */
export function meaningFinder(language: string, loadPart: LoadPart) {
  let last: { readonly of: Definitions; readonly coming: Promise<Meaning> } | undefined;
  return (definitions: Definitions): Promise<Meaning> => {
    if (last?.of === definitions) return last.coming;
    const coming = loadPart(FILE, 'meaning').then((file) =>
      (file as Parts['meaning']).meaningOf(definitions, language, loadPart),
    );
    last = { of: definitions, coming };
    coming.catch(() => (last = undefined));
    return coming;
  };
}
