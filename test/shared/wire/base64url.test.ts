import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64url, encodeBase64url } from '../../../shared/wire/index.ts';

test('agrees with the platform in both directions', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64url');
      expect(encodeBase64url(bytes)).toBe(text);
      expect(decodeBase64url(text)).toEqual(new Uint8Array(bytes));
    }),
  );
});

test('each byte string has one text: whatever decodes, encodes to itself', () => {
  const unit = fc.constantFrom(...'ABCDwxyz0189-_+/= \n.é');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
      const bytes = decodeBase64url(text);
      if (bytes) expect(encodeBase64url(bytes)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['padding', 'AA=='],
  ['stray bits after one byte', 'AB'],
  ['stray bits after two bytes', 'AAB'],
  ['impossible length', 'A'],
  ['the other alphabet', '+/AA'],
  ['white space', 'AA AA'],
  ['a character above ASCII', 'AAA\u0141'],
])('refuses %s', (_, text) => {
  expect(decodeBase64url(text)).toBeNull();
});
