import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../../../shared/wire/base64url.ts', import.meta.url));

/** Decodes all texts of up to four of these characters, natively and by hand; gives where they differ. */
const compare = `
const native = Uint8Array.fromBase64;
const { decodeBase64url } = await import(${JSON.stringify(source)});
const units = [...'AQgwEzB0189-_+/= \\n\\u00e9'];
let texts = [''];
const all = [''];
for (let length = 1; length <= 4; length++) {
  texts = texts.flatMap((text) => units.map((unit) => text + unit));
  for (const text of texts) all.push(text);
}
const asText = (bytes) => bytes && [...bytes].join();
const found = all.map((text) => asText(decodeBase64url(text)));
delete Uint8Array.fromBase64;
const differ = all.filter((text, at) => asText(decodeBase64url(text)) !== found[at]);
console.log(JSON.stringify({ isNative: typeof native === 'function', texts: all.length, differ }));
`;

test('where the host decodes base64 itself, the same texts are refused and the same bytes found', () => {
  const flag = 'fromBase64' in Uint8Array ? [] : ['--js-base-64'];
  const flags = [...flag, '--no-warnings', '--input-type=module', '--eval', compare];
  const said = JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8' })) as {
    isNative: boolean;
    texts: number;
    differ: string[];
  };
  expect(said).toEqual({ isNative: true, texts: 137_561, differ: [] });
});
