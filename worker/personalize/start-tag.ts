const [TAB, LINE, FEED, RETURN, SPACE] = [9, 10, 12, 13, 32];
const [QUOTE, APOSTROPHE, SLASH, EQUALS, GREATER] = [34, 39, 47, 61, 62];
const isSpace = (byte: number): boolean =>
  byte === SPACE || byte === LINE || byte === TAB || byte === RETURN || byte === FEED;

type State = 'name' | 'before' | 'attribute' | 'after' | 'value' | 'quoted' | 'unquoted';

const isInName = (state: State): boolean => state === 'attribute' || state === 'after';

/**
 * Where the start tag ends that begins at `from`, or -1 where it goes on behind these bytes. The states are those of the
 * tokenizer of HTML (13.2.5.8 and 13.2.5.32 to .39).
 */
export function endOfTag(bytes: Uint8Array, from: number): number {
  let state: State = 'name';
  let quote = 0;
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (state === 'quoted') {
      if (byte === quote) state = 'before';
    } else if (byte === GREATER) return at + 1;
    else if (state === 'value') {
      if (isSpace(byte)) continue;
      const isQuoted = byte === QUOTE || byte === APOSTROPHE;
      if (isQuoted) quote = byte;
      state = isQuoted ? 'quoted' : 'unquoted';
    } else if (isSpace(byte)) state = isInName(state) ? 'after' : 'before';
    else if (state === 'unquoted') continue;
    else if (byte === SLASH) state = 'before';
    else if (byte === EQUALS && isInName(state)) state = 'value';
    else if (state !== 'name') state = 'attribute';
  }
  return -1;
}
