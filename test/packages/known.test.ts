// `covey types`: what the compiler then takes, and what it refuses, in a project of somebody else.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { covey } from '../cli/helpers.ts';

const { consumer } = inject('packed');
const folder = join(consumer, 'known');
const compilers = [
  ['TypeScript 7', 'typescript/bin/tsc'],
  ['TypeScript 5.6', '@arethetypeswrong/core/node_modules/typescript/bin/tsc'],
] as const;

const definitions = {
  covey: 1,
  site: 'hazel.example',
  version: 7,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
  currency: 'EUR',
  traits: {
    plan: { type: 'string', values: ['free', 'pro'], description: 'What they pay for. */ x' },
    age: { type: 'number' },
    joined: { type: 'date' },
    likes: { type: 'string[]' },
    member: { type: 'boolean' },
  },
  metrics: {
    spend: { sum: 'purchase.value', within: '90d', where: { coupon: 'A' } },
    kinds: { distinct: 'view_item.item_category', within: '30d' },
    logins: { count: 'login', within: '7d' },
    entered: { count: 'enter:regular' },
  },
  segments: {
    regular: { name: 'Regular customers', when: { 'metric.spend': { $gte: 200 } } },
    'window-shopper': { when: { 'metric.kinds': { $gte: 3 }, 'metric.logins': 0 } },
    trial: { shadow: true, when: { 'metric.entered': { $gte: 1 } } },
  },
  experiences: { hero: { segments: ['regular'], variants: { a: {}, b: {} }, holdout: 0.1 } },
};

const head = `
  import { createCovey } from '@covey-segments/browser';
  import { choose, segment, variant } from '@covey-segments/browser/svelte';
  const covey = createCovey({ site: 'hazel.example', keys: 'k:x', edge: 'https://e.example' });`;

/** Each of these lines compiles. */
const RIGHT = [
  `covey.has('regular')`,
  `covey.on('enter:window-shopper', ({ entered }) => entered.join())`,
  `covey.on('change', () => {})`,
  `covey.on('consent', ({ time }) => time)`,
  `const n: number = covey.choose({ regular: 1, default: 2 })`,
  `const t: string | null = covey.choose({ regular: 'a', 'window-shopper': null, default: 'b' })`,
  `const m: number | undefined = covey.choose({ regular: 1 })`,
  `covey.track('purchase', { value: 5, transaction_id: 'a', coupon: 'A' })`,
  `covey.track('purchase')`,
  `covey.track('view_item', { items: [{ item_category: 'pans' }] })`,
  `covey.track('view_item', { item_category: 'pans' })`,
  `covey.track('login', { method: 'mail' })`,
  `const more = { value: 5, tax: 1 }; covey.track('purchase', more)`,
  `covey.identify({ plan: 'pro', age: 30, joined: new Date(), likes: ['a'], member: null })`,
  `covey.explain('regular')`,
  `const off: () => void = segment('regular', covey).subscribe((holds: boolean) => holds)`,
  `choose({ regular: 1, default: 2 }).subscribe((n: number) => n)`,
  `choose({ regular: 1 }).subscribe((n: number | undefined) => n)`,
  `document.body.replaceChildren(covey.choose({ regular: document.body, default: document.head }))`,
  `variant('hero', covey).subscribe((shown: string | null) => shown)`,
  `const shown: string | null = covey.variant('hero')`,
  `covey.has('hero:b')`,
  `covey.choose({ 'hero:a': 1, 'hero:b': 2, default: 3 })`,
];
/** None of these does. */
const WRONG = [
  `covey.has('reglar')`,
  `covey.has('trial')`,
  `covey.on('enter:reglar', () => {})`,
  `covey.on('chnage', () => {})`,
  `covey.choose({ reglar: 1, default: 2 })`,
  `covey.choose({ reglar: 1 })`,
  `const n: number = covey.choose({ regular: 1 })`,
  `covey.track('purchse')`,
  `covey.track('enter:regular')`,
  `covey.track('purchase', { valeu: 5 })`,
  `covey.track('purchase', { value: 'much' })`,
  `covey.track('view_item', { items: [{ item_categry: 'pans' }] })`,
  `covey.identify({ plan: 'gold' })`,
  `covey.identify({ paln: 'pro' })`,
  `covey.identify({ age: '30' })`,
  `covey.identify({ likes: 'a' })`,
  `covey.explain('reglar')`,
  `segment('reglar')`,
  `choose({ reglar: 1, default: 2 })`,
  `variant('regular')`,
  `covey.variant('regular')`,
  `covey.has('hero:c')`,
  `covey.has('hero:holdout')`,
];

const each = (lines: readonly string[]) =>
  `${head.replaceAll('\n', ' ')}\n${lines.map((line) => `{ ${line}; }\n`).join('')}`;

/** Of each file, its lines, from 1, that have an error; what else is said is given as it is. */
function linesWithErrors(
  compiler: string,
  files: { readonly [name: string]: readonly string[] },
): { readonly [name: string]: readonly (number | string)[] } {
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(folder, name), each(lines));
  const flags =
    '--noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2022,dom --module nodenext';
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [resolve('node_modules', compiler), ...flags.split(' '), ...Object.keys(files), 'covey.d.ts'],
    { cwd: folder, encoding: 'utf8' },
  );
  const said = `${stdout}${stderr}`.split('\n').filter((line) => /^\S/.test(line));
  const found = said.map((text) => {
    const [, file = text, line] = /^([\w-]+\.ts)\((\d+),/.exec(text) ?? [];
    return { file, line: line === undefined ? text : Number(line) };
  });
  return Object.fromEntries(
    [...Object.keys(files), ...found.map(({ file }) => file)].map((file) => [
      file,
      [...new Set(found.filter((one) => one.file === file).map(({ line }) => line))],
    ]),
  );
}

describe('what covey types writes', () => {
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'segments.json'), JSON.stringify(definitions));
    const { code, err } = await covey([
      'types',
      join(folder, 'segments.json'),
      '-o',
      join(folder, 'covey.d.ts'),
    ]);
    expect(code).toBe(0);
    expect(err).toContain(`Wrote ${join(folder, 'covey.d.ts')}.`);
  });

  it.each(compilers)(
    'lets %s take what the definitions know, and refuse what they do not',
    (_, compiler) => {
      expect(linesWithErrors(compiler, { 'right.ts': RIGHT, 'wrong.ts': WRONG })).toEqual({
        'right.ts': [],
        'wrong.ts': WRONG.map((_each, at) => at + 2),
      });
    },
  );

  it('takes any event where every event is read, and knows the properties of those that are named', async () => {
    const { metrics, ...rest } = definitions;
    const all = { ...rest, metrics: { ...metrics, days: { periods: '*', unit: 'day' } } };
    writeFileSync(join(folder, 'all.json'), JSON.stringify(all));
    const { out } = await covey(['types', join(folder, 'all.json')]);
    writeFileSync(join(folder, 'covey.d.ts'), out);
    const lines = [
      `covey.track('anything', { at: 'all' })`,
      `covey.track('purchase', { value: 'much' })`,
    ];
    expect(linesWithErrors(compilers[0][1], { 'use.ts': lines })).toEqual({ 'use.ts': [3] });
  });
});
