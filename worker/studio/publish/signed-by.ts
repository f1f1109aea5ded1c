import type { PublicKey } from '../../../shared/definitions/types.ts';
import { verifyDefinitions } from '../../../shared/signing/index.ts';

/** Whether one of these keys has signed an envelope, so that nobody else can have made it up; it may have run out. */
export async function isSignedBy(
  envelope: Uint8Array,
  keys: readonly PublicKey[],
  site: string,
  now: number,
): Promise<boolean> {
  const subtle = crypto.subtle as never;
  return (await verifyDefinitions(envelope, { keys, site, now, step: true, subtle })).ok;
}
