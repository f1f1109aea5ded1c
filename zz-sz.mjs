import { rollup } from 'rollup';
import { brotliCompressSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
const { default: confs } = await import('/tmp/wt/face/rollup.config.mjs');
const c = confs.find(x => x.input === 'sdk/script.ts');
const b = await rollup({ ...c, logLevel: 'silent' });
const { output } = await b.generate(c.output);
writeFileSync('/tmp/covey-min.js', output[0].code);
console.log(output[0].code.length, brotliCompressSync(output[0].code).length);
