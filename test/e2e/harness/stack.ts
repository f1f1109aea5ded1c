import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildShop } from '../../../demo/build.ts';
import { definitions } from '../../../demo/definitions.ts';
import { serveShop } from '../../../demo/server.ts';
import type { Definitions, PublicKey } from '../../../shared/definitions/types.ts';
import {
  formatKeys,
  generateKey,
  importPrivateKey,
  type PrivateKey,
  signEnvelope,
} from '../../../shared/signing/index.ts';
import { startWorker } from '../../../scripts/start/processes.ts';
import { definitionsUrl, siteUrl } from '../../../shared/wire/index.ts';
import { tapWorker } from './wiretap.ts';

/** What the tests know of the running Worker and shop: plain JSON, so that it can be handed on. */
export interface Stack {
  readonly shop: string;
  readonly edge: string;
  readonly site: string;
  readonly token: string;
  readonly key: PrivateKey;
  readonly dataKey: string;
  /** Where the wiretap between page and Worker tells what it heard. */
  readonly recordings: string;
}

export interface RunningStack {
  readonly stack: Stack;
  readonly stop: () => Promise<void>;
}

/** The built Worker in workerd and the built shop, on free ports, with a key of their own. */
export async function startStack(): Promise<RunningStack> {
  if (!existsSync('dist/edge/_headers'))
    throw new Error('dist/ is of an earlier state: npm run build');
  const dir = mkdtempSync(join(tmpdir(), 'covey-e2e-'));
  const key = await generateKey(crypto.subtle as never);
  const token = 'token-of-the-end-to-end-tests';
  const edgePort = await freePort();
  const context = { country: 'DE', region: 'BE', city: 'Berlin', timezone: 'Europe/Berlin' };
  const variables = join(dir, 'variables');
  writeFileSync(
    variables,
    `COVEY_TOKEN="${token}"\nCOVEY_DEV_CONTEXT='${JSON.stringify(context)}'\n`,
  );
  const worker = await startWorker(edgePort, join(dir, 'worker'), variables);
  const tap = await tapWorker(edgePort);
  const edge = tap.origin;

  const site = 'localhost';
  await send('PUT', siteUrl(edge, site), token, JSON.stringify({ keys: [publicPart(key)] }));
  await send('PUT', definitionsUrl(edge, site), token, await signed(current(definitions), [key]));

  const dataKey = formatKeys([publicPart(key)]);
  const shopDir = join(dir, 'shop');
  await buildShop({ edge, site, key: dataKey }, shopDir);
  const shopPort = await freePort();
  const server = await serveShop({ edge, port: shopPort, dir: shopDir });
  return {
    stack: {
      shop: `http://localhost:${shopPort}`,
      edge,
      site,
      token,
      key,
      dataKey,
      recordings: tap.recordings,
    },
    async stop() {
      await closed(server);
      tap.close();
      await worker.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The shop's definitions, issued now: the tests must not depend on the day they run. */
export function current(source: Definitions, changes: Partial<Definitions> = {}): Definitions {
  const now = Date.now();
  return {
    ...source,
    issued: new Date(now - 60_000).toISOString(),
    expires: new Date(now + 80 * 86_400_000).toISOString(),
    ...changes,
  };
}

/** An envelope over the document, signed by each of the keys. */
export async function signed(document: Definitions, keys: readonly PrivateKey[]): Promise<string> {
  const signers = await Promise.all(
    keys.map(async (key) => {
      const imported = await importPrivateKey(key, crypto.subtle as never);
      if (!imported.ok) throw new Error(imported.message);
      return imported.signer;
    }),
  );
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  return new TextDecoder().decode(await signEnvelope(bytes, signers, crypto.subtle as never));
}

export function publicPart({ kid, x }: PublicKey): PublicKey {
  return { kid, x };
}

export async function send(
  method: string,
  url: string,
  token: string,
  body: string,
): Promise<void> {
  const answer = await fetch(url, {
    method,
    body,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
