import type { Json } from '../shared/definitions/types.ts';

const MAX_LENGTH = 16_384;

/** Properties of an event as plain JSON; null for what is none, or is far too long. */
export function plainProps(props: {
  readonly [key: string]: unknown;
}): { readonly [key: string]: Json } | null {
  try {
    const text = JSON.stringify(props);
    return text.length <= MAX_LENGTH ? (JSON.parse(text) as { [key: string]: Json }) : null;
  } catch {
    // A cycle, a bigint, or a `toJSON` that throws.
    return null;
  }
}
