import { parseContext, type Context } from '../../shared/wire/index.ts';

/** Where the edge says that the request came from; null where its answer is not of that form. */
export function placeIn(body: Uint8Array): Context | null {
  try {
    return parseContext(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return null;
  }
}
