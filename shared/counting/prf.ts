/** The two calls of WebCrypto's `SubtleCrypto` that counting makes; `crypto.subtle` fits. */
export interface SubtleHmac {
  importKey(
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: { name: 'HMAC'; hash: 'SHA-256' },
    extractable: boolean,
    usages: ['sign'],
  ): Promise<unknown>;
  sign(algorithm: 'HMAC', key: unknown, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

/** A whole number below 2⁵³, uniform to whoever lacks the seed, the same each time it is asked. */
export type Draw = (
  label: string,
  hash: Uint8Array,
  ...numbers: readonly number[]
) => Promise<number>;

/**
 * HMAC-SHA-256 (RFC 2104) keyed by the seed, over the text `label hash numbers…`, hash as decimal
 * bytes; its first 53 bits, big endian.
 */
export async function prf(subtle: SubtleHmac, seed: Uint8Array<ArrayBuffer>): Promise<Draw> {
  const key = await subtle.importKey('raw', seed, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return async (...message) => {
    const mac = await subtle.sign(
      'HMAC',
      key,
      new TextEncoder().encode(message.join(' ')) as Uint8Array<ArrayBuffer>,
    );
    return Number(new DataView(mac).getBigUint64(0) >> 11n);
  };
}
