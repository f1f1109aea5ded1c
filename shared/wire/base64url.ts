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
  const last = LAST[text.length % 4];
  const isOurs =
    /^[\w-]*$/.test(text) && (last === '' || last?.includes(text.charAt(text.length - 1)));
  if (!isOurs) return null;
  return native.fromBase64?.(text, { alphabet: 'base64url' }) ?? decodeByHand(text);
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

/** Of a text that is known to be base64url. */
function decodeByHand(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let held = 0;
  let bits = 0;
  let length = 0;
  for (const character of text) {
    held = ((held & 63) << 6) | ALPHABET.indexOf(character);
    bits += 6;
    if (bits >= 8) bytes[length++] = held >> (bits -= 8);
  }
  return bytes;
}
