// Prints what each built file weighs and which room weighs how much in it; fails above the budget.
import { existsSync, readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import pc from 'picocolors';

interface Built {
  readonly file: string;
  readonly entry: string;
  /** Bytes after brotli, at most. */
  readonly budget?: number;
  readonly what: string;
}

const files: readonly Built[] = [
  {
    file: 'covey.js',
    entry: 'sdk/script.ts',
    // As for the engine's file: what it weighs, and not more unseen. 5,120 is aimed at.
    budget: 5_888,
    what: 'the script: consent, first paint, markup, the public face',
  },
  {
    file: 'covey-engine.js',
    entry: 'sdk/active.ts',
    // What it weighs, rounded up to the next 256: it is to become less, and not more unseen.
    budget: 49_920,
    what: 'loaded once something is granted: engine, store, signatures, capture, counts',
  },
  {
    file: 'covey-panel.js',
    entry: 'sdk/panel/index.ts',
    budget: 12_288,
    what: 'loaded when the panel is opened',
  },
  { file: 'covey-debug.js', entry: 'sdk/debug/index.ts', what: 'words for developers' },
  { file: 'index.js', entry: 'sdk/index.ts', what: 'the package' },
  { file: 'conditions.js', entry: 'shared/conditions/index.ts', what: 'covey/conditions' },
  { file: 'definitions.js', entry: 'shared/definitions/authoring.ts', what: 'covey/definitions' },
];

let failed = false;
const sizes = new Map<string, number>();
const number = (bytes: number) => bytes.toLocaleString('en').padStart(8);

console.log(`${'file'.padEnd(18)}minified    gzip  brotli`);
for (const { file, budget, what } of files) {
  const path = `dist/${file}`;
  if (!existsSync(path)) {
    console.error(`${path} is missing: run "npm run build" first`);
    process.exit(1);
  }
  const bytes = readFileSync(path);
  const brotli = brotliCompressSync(bytes).length;
  sizes.set(file, brotli);
  const over = budget !== undefined && brotli > budget;
  failed ||= over;
  const verdict =
    budget === undefined
      ? ''
      : over
        ? pc.red(`${brotli - budget} over the budget of ${budget.toLocaleString('en')}`)
        : pc.dim(`of ${budget.toLocaleString('en')}`);
  console.log(
    `${file.padEnd(16)}${number(bytes.length)}${number(gzipSync(bytes, { level: 9 }).length)}${number(brotli)}  ${verdict}  ${pc.dim(what)}`,
  );
}
const first = sizes.get('covey.js') ?? 0;
console.log(
  `\na visitor who refuses loads ${first.toLocaleString('en')} bytes, one who agrees ${(first + (sizes.get('covey-engine.js') ?? 0)).toLocaleString('en')} (brotli)\n`,
);

for (const { file, entry } of files.slice(0, 3)) {
  const rooms = [...(await byRoom(entry))].toSorted(([, a], [, b]) => b - a);
  const total = rooms.reduce((sum, [, bytes]) => sum + bytes, 0);
  const scale = (sizes.get(file) ?? 0) / total;
  console.log(`${file}, by room (minified, and its share after brotli)`);
  for (const [room, bytes] of rooms)
    console.log(`  ${room.padEnd(22)}${number(bytes)}${number(Math.round(bytes * scale))}`);
}
checkReadme();
if (failed) process.exit(1);

/** Minified bytes by folder. Measured with esbuild, which tells them apart; rollup builds a little smaller. */
async function byRoom(entry: string): Promise<Map<string, number>> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    outfile: 'out.js',
    external: ['../active.ts', './active.ts', './panel/index.ts', './debug/index.ts'],
  });
  const rooms = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(
    metafile.outputs['out.js']?.inputs ?? {},
  )) {
    const [top = '', next = '', ...inside] = path.split('/');
    const room = top === 'node_modules' ? next : inside.length > 0 ? `${top}/${next}` : top;
    rooms.set(room, (rooms.get(room) ?? 0) + bytesInOutput);
  }
  return rooms;
}

/** The README names the budget; it must be this one. */
function checkReadme(): void {
  if (!existsSync('README.md')) return;
  const [, named] = /covey\.js[^\n]*?([\d,]+) bytes/.exec(readFileSync('README.md', 'utf8')) ?? [];
  const budget = files[0]?.budget;
  if (named === undefined || Number(named.replaceAll(',', '')) === budget) return;
  console.error(pc.red(`README.md names ${named} bytes for covey.js, the budget is ${budget}`));
  failed = true;
}
