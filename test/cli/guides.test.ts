// The guides are run: definitions by the checker, commands as a reader would enter them at the root of a checkout.
import { createServer } from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDefinitions } from '../../shared/definitions/index.ts';
import { LOG_SOURCES } from '../../shared/log-sources/index.ts';
import { document } from '../conformance/examples/example.ts';
import { covey, root, temporaryFolder } from './helpers.ts';

const pages = readdirSync(join(root, 'docs/guides')).map(
  (name) => [name, readFileSync(join(root, 'docs/guides', name), 'utf8')] as const,
);
const folder = temporaryFolder();

/** Code blocks in their order, with their language. */
const blocksIn = (text: string) =>
  [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));

/** A command that begins with `covey`, and what the guide says it prints. */
const runsIn = (text: string): (readonly [command: string, printed: string])[] => {
  const blocks = blocksIn(text);
  return blocks.flatMap(({ language, code }, at) => {
    const next = blocks[at + 1];
    return language === 'sh' && code.startsWith('covey ') && next?.language === 'text'
      ? [[code.trim(), next.code.trimEnd()] as const]
      : [];
  });
};

/** Samples of what tools export, and the name of the source. */
const samples = readdirSync(join(root, 'docs/examples/logs'))
  .filter((name) => name !== 'segments.json')
  .map((file) => {
    const [tool = ''] = file.split('.');
    const [source] = LOG_SOURCES.filter(({ name }) => name.split('-')[0] === tool);
    return [source?.name ?? tool, file] as const;
  });

// What `covey stats` asks, answered with the file that the guide names.
const edge = createServer((request, response) => {
  const known = request.url?.includes('/stats') ?? false;
  response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
  response.end(known ? readFileSync(join(root, 'docs/examples/stats.json')) : '{}');
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => edge.listen(0, '127.0.0.1', resolve));
  const address = edge.address();
  if (typeof address === 'object' && address) origin = `http://127.0.0.1:${address.port}`;
});
afterAll(() => void edge.close());

const run = async (command: string) => {
  const args = command.split(/\s+/).slice(1);
  const placed = args.map((arg, at) => {
    if (args[at - 1] === '--out') return join(folder, arg);
    return arg.replace(/^https:.*/, origin);
  });
  const { out, err } = await covey([...placed, ...(args[0] === 'stats' ? ['--token', 'any'] : [])]);
  return { out: out.trimEnd(), err: err.trimEnd() };
};

const shown = pages.filter(([, text]) => text.includes('```'));
describe.each(shown)('docs/guides/%s', (_, text) => {
  const definitions = blocksIn(text).filter(({ language }) => language === 'json');
  if (definitions.length > 0)
    it('has definitions that the checker accepts', () => {
      for (const { code } of definitions)
        expect(checkDefinitions(document(JSON.parse(code) as object)).errors, code).toEqual([]);
    });

  const runs = runsIn(text);
  if (runs.length > 0)
    it.each(runs)('prints what it says: %s', async (command, printed) => {
      const { out, err } = await run(command);
      expect(out === '' ? err : out).toBe(printed);
    });
});

describe('the logs that tools export', () => {
  it('have all a guide that runs them', () => {
    const guide = pages.find(([name]) => name === 'getting-a-log.md')?.[1] ?? '';
    for (const [source, file] of samples)
      expect(guide).toContain(`--source ${source} --events docs/examples/logs/${file}`);
    expect(samples.length).toBeGreaterThanOrEqual(6);
  });

  it.each(samples.filter(([source]) => source !== 'shopify-orders'))(
    'of the same three visitors say the same: %s',
    async (source, file) => {
      const { out } = await covey([
        'simulate',
        '--definitions',
        'docs/examples/logs/segments.json',
        '--source',
        source,
        '--rename',
        'ecommerceAbandonedCart=add_to_cart',
        '--events',
        join('docs/examples/logs', file),
        '--json',
      ]);
      const { segments } = JSON.parse(out) as {
        readonly segments: { readonly [id: string]: { readonly members: number } };
      };
      expect(
        Object.fromEntries(Object.entries(segments).map(([id, { members }]) => [id, members])),
      ).toEqual({ buyer: 2, spender: 1, 'lamp-fan': 2, abandoner: 1 });
    },
  );
});

it('the metric that the docs add is not there yet', () => {
  const page = readFileSync(join(root, 'docs/adding-a-metric.md'), 'utf8');
  const [example] = blocksIn(page).filter(({ language }) => language === 'json');
  const { errors } = checkDefinitions(document(JSON.parse(example?.code ?? '{}') as object));
  expect(errors.length).toBeGreaterThan(0);
});
