import type { RefusalCode } from './verify.ts';

const REASONS: { readonly [code in RefusalCode]: string } = {
  'too-large': 'The envelope is too large: 512 KiB is the limit.',
  envelope:
    'Not a signed envelope of the strict form: JWS JSON with payload and 1 to 8 signatures, base64url without padding, header exactly alg, kid (a thumbprint, each key once) and typ, no member twice.',
  key: 'A key is malformed or weak, or its kid is not its thumbprint. Write keys as kid:x, as "covey keygen" prints them.',
  untrusted:
    'No signature is by a trusted key. Sign with a key that the site registered or last listed.',
  signature:
    'A signature does not fit its key and these bytes: the envelope was altered. Sign again.',
  threshold: 'Too few of the listed keys signed. Add the missing signatures.',
  payload: 'The signed bytes are not strict JSON of definitions with a whole version of 1 or more.',
  site: 'The definitions are for another site.',
  issued:
    'The definitions are issued more than a day in the future, or "issued" is no ISO time. Check the clock.',
  expired: 'The definitions have expired, or "expires" is no ISO time. Sign a new version.',
  'key-set':
    'The listed keys are malformed, or differ from the ones before under the same key-set version. Raise keys.version when keys change, and go on listing them.',
  'key-set-gap':
    'The key set is more than one version ahead. Raise keys.version by 1; a document for each version on the way.',
  rollback: 'Older than definitions seen before: (key-set version, version) must grow.',
  conflict: 'Other definitions with the same version were seen before. Raise the version.',
  format: 'The definitions are of a format newer than this code understands.',
  unsupported: 'The check could not run: this host has no Ed25519.',
};

/** What is wrong and how to mend it, in a sentence, for the owner's tools. The page carries the code alone. */
export function refusalMessage(code: RefusalCode): string {
  return REASONS[code];
}
