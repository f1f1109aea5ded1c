/**
 * Only the owner's rules run: keys, the signed envelope (JWS, Ed25519 over the exact bytes), and the
 * one check that page, Worker and command line share. Crypto is an argument.
 */
export { catchUp, mayHaveMissed } from './catch-up.ts';
export type { VerifySubtle } from './crypto.ts';
export { ALGORITHM, MAX_SIGNATURES, openEnvelope, TYPE } from './envelope.ts';
export type { Envelope, EnvelopeSignature } from './envelope.ts';
export { formatKeys, isWeakKey, parseKeys, readPublicKey, thumbprint } from './keys.ts';
export {
  generateProtectedKey,
  MIN_PASSPHRASE,
  openProtectedKey,
  PBKDF2_ITERATIONS,
  PROTECTED_KEY_FORMAT,
  protectKey,
  readProtectedKey,
} from './protected-key.ts';
export type { OpenedKey, ProtectCrypto, ProtectedKey, ProtectSubtle } from './protected-key.ts';
export { refusalMessage } from './refusals.ts';
export { addSignatures, generateKey, importPrivateKey, signEnvelope } from './sign.ts';
export type { ImportedKey, PrivateKey, Signer, SignSubtle } from './sign.ts';
export { unverifiedSigners } from './signers.ts';
export { sumOf } from './sum.ts';
export { verifyDefinitions } from './verify.ts';
export type { RefusalCode, Refused, Trust, Verified, VerifyOptions } from './verify.ts';
