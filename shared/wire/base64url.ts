const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** base64url without padding (RFC 4648 §5, RFC 7515 §2). */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held & 63) << 8) | byte;
    for (bits += 8; bits >= 6;) {
      bits -= 6;
      text += ALPHABET.charAt((held >> bits) & 63);
    }
  }
  return bits > 0 ? text + ALPHABET.charAt((held << (6 - bits)) & 63) : text;
}

/**
 * The bytes, or null for anything that `encodeBase64url` would not have written: padding, other
 * characters, white space, an impossible length, or bits set beyond the last byte. So each byte
 * string has exactly one text.
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  return native.fromBase64 ? decodeNatively(text) : decodeByHand(text);
}

/** Of newer hosts (ES2026), many times as fast while a page has only just begun to run. */
const native = Uint8Array as {
  readonly fromBase64?: (
    text: string,
    options: { readonly alphabet: 'base64url' },
  ) => Uint8Array<ArrayBuffer>;
};
/** Last characters that say nothing beyond the last byte, by how many stand after the last whole four. */
const LAST = ['', undefined, 'AQgw', 'AEIMQUYcgkosw048'];

function decodeNatively(text: string): Uint8Array<ArrayBuffer> | null {
  const last = LAST[text.length % 4];
  const isOurs =
    /^[\w-]*$/.test(text) && (last === '' || last?.includes(text.charAt(text.length - 1)));
  return (isOurs && native.fromBase64?.(text, { alphabet: 'base64url' })) || null;
}

function decodeByHand(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let held = 0;
  let bits = 0;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value =
      code > 64 && code < 91
        ? code - 65
        : code > 96 && code < 123
          ? code - 71
          : code > 47 && code < 58
            ? code + 4
            : code === 45
              ? 62
              : code === 95
                ? 63
                : -1;
    if (value < 0) return null;
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = held >> bits;
      held &= (1 << bits) - 1;
    }
  }
  return bits > 4 || held > 0 ? null : bytes;
}
