// The guides are run: definitions by the checker, commands as a reader would enter them at the root of a checkout.
import { createServer } from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDefinitions } from '../../shared/definitions/index.ts';
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

/** Logs that the queries of docs/examples/logs have made, in a folder of this test. */
const logs = readdirSync(join(root, 'docs/examples/logs'))
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.slice(0, -4));

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

  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  for (const name of logs) {
    const sql = readFileSync(join(root, 'docs/examples/logs', `${name}.sql`), 'utf8');
    await connection.run(
      sql
        .replaceAll(/(read_\w+\()'/g, `$1'${join(root, 'docs/examples/logs/')}`)
        .replace(`TO '${name}-log`, `TO '${folder}/${name}-log`),
    );
  }
  connection.closeSync();
});
afterAll(() => void edge.close());

const run = async (command: string) => {
  const args = command.split(/\s+/).slice(1);
  const placed = args.map((arg, at) => {
    if (args[at - 1] === '--out') return join(folder, arg);
    return arg.replace(/^\w+-log\.ndjson$/, join(folder, arg)).replace(/^https:.*/, origin);
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
  it('have all a guide that runs them, or are named in one', () => {
    const guide = pages.find(([name]) => name === 'getting-a-log.md')?.[1] ?? '';
    for (const name of logs) expect(guide).toContain(`examples/logs/${name}.sql`);
    expect(logs.length).toBeGreaterThanOrEqual(6);
  });

  it.each(logs.filter((name) => name !== 'shopify'))(
    'of the same three visitors say the same: %s',
    async (name) => {
      const { out } = await covey([
        'simulate',
        '--definitions',
        'docs/examples/logs/segments.json',
        '--events',
        join(folder, `${name}-log.ndjson`),
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
