import { expect, it } from 'vitest';
import {
  addSignatures,
  generateKey,
  importPrivateKey,
  type PrivateKey,
  signEnvelope,
} from '../../../shared/signing/index.ts';
import { isSignedBy } from '../../../worker/studio/publish/signed-by.ts';

const now = Date.parse('2027-06-01');
const subtle = crypto.subtle as never;
const [own, foreign] = [await generateKey(subtle), await generateKey(subtle)];
const publicPart = ({ kid, x }: PrivateKey) => ({ kid, x });
async function signerOf(key: PrivateKey) {
  const imported = await importPrivateKey(key, subtle);
  if (!imported.ok) throw new Error(imported.message);
  return imported.signer;
}
const document = (changes: object = {}) =>
  new TextEncoder().encode(
    JSON.stringify({
      covey: 1,
      site: 'hazel.example',
      version: 3,
      issued: '2026-10-01T00:00:00Z',
      expires: '2026-12-01T00:00:00Z',
      segments: {},
      ...changes,
    }),
  );
const isOwn = (envelope: Uint8Array, site = 'hazel.example') =>
  isSignedBy(envelope, [publicPart(own)], site, now);

it('a document is its owner’s where an open key signed it, even after it ran out', async () => {
  const envelope = await signEnvelope(document(), [await signerOf(own)], subtle);
  expect(await isOwn(envelope)).toBe(true);
  expect(await isOwn(envelope, 'other.example')).toBe(false);
});

it('what a Worker makes up is not, whatever keys it lists', async () => {
  const theirs = await signerOf(foreign);
  const listing = document({ keys: { version: 1, keys: [publicPart(foreign)] } });
  for (const made of [document(), listing])
    expect(await isOwn(await signEnvelope(made, [theirs], subtle))).toBe(false);
  const envelope = await signEnvelope(document(), [await signerOf(own)], subtle);
  const text = new TextDecoder().decode(envelope);
  const other = new TextDecoder().decode(await signEnvelope(listing, [theirs], subtle));
  const { payload } = JSON.parse(other) as { payload: string };
  const altered = JSON.stringify({ ...(JSON.parse(text) as object), payload });
  expect(await isOwn(new TextEncoder().encode(altered))).toBe(false);
  // A name beside a good signature takes nothing away from it.
  const both = await addSignatures(envelope, [theirs], subtle);
  expect(both && (await isOwn(both))).toBe(true);
});
