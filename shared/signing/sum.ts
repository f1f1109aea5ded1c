import { encodeBase64url } from '../wire/base64url.ts';
import type { VerifySubtle } from './crypto.ts';

/** SHA-256, base64url. */
export const sumOf = async (
  bytes: Uint8Array<ArrayBuffer>,
  subtle: Pick<VerifySubtle, 'digest'>,
): Promise<string> => encodeBase64url(new Uint8Array(await subtle.digest('SHA-256', bytes)));
