// Walks the Worker with good, odd and broken requests, and ends with 1 where something did not hold.
//   npm run fuzz                               50,000 requests to a Worker that is started for it
//   npm run fuzz -- --requests 5000 --seed 7   fewer, from another seed
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { questionSet } from '../shared/counting/index.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { generateKey, importPrivateKey, signEnvelope } from '../shared/signing/index.ts';
import { backupUrl, definitionsUrl, readBackup, siteUrl, utf8 } from '../shared/wire/index.ts';
import { walk } from './fuzz/walk.ts';
import { randomFrom } from '../shared/random/index.ts';
import { startWorker } from './start/processes.ts';
import { freePort } from './workerd/process.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
  },
});
const token = 'token-of-the-fuzzing-client';
const authorization = `Bearer ${token}`;
const folder = mkdtempSync(join(tmpdir(), 'covey-fuzz-'));
writeFileSync(
  join(folder, 'variables'),
  `COVEY_TOKEN="${token}"\nCOVEY_REPORTS_PER_MINUTE="10000000"\n`,
);
const port = await freePort();
const edge = `http://127.0.0.1:${port}`;
const worker = await startWorker(
  port,
  join(folder, 'state'),
  join(folder, 'variables'),
  'test/worker/files',
);
try {
  const made = await Promise.all(['one.example', 'two.example'].map(makeSite));
  const start = performance.now();
  const { statuses, accepted, faults } = await walk({
    edge,
    send: fetch,
    token,
    random: randomFrom(Number(values.seed)),
    requests: Number(values.requests),
    sites: made,
    keys: made.map(({ key }) => key),
    envelopes: made.map(({ envelope }) => envelope),
  });
  const seconds = (performance.now() - start) / 1000;
  const wrong = [...faults];
  for (const [site, sent] of accepted) {
    const counted = await countedOf(site);
    console.log(`${site}: ${sent} reports accepted, ${counted} counted`);
    if (counted !== sent) wrong.push(`${site} counted ${counted} of ${sent} reports`);
  }
  for (const [operation, each] of Object.entries(statuses).toSorted())
    console.log(operation, JSON.stringify(each));
  console.log(`${values.requests} steps in ${Math.round(seconds)} s, ${wrong.length} faults`);
  for (const fault of wrong.slice(0, 50)) console.error(fault);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await worker.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function makeSite(site: string) {
  const imported = await importPrivateKey(await generateKey(crypto.subtle), crypto.subtle);
  if (!imported.ok) throw new Error(imported.message);
  const definitions = (version: number): Definitions => ({
    covey: 1,
    site,
    version,
    issued: new Date(Date.now() - 60_000).toISOString(),
    expires: new Date(Date.now() + 60 * 86_400_000).toISOString(),
    metrics: { orders: { count: 'purchase', within: '90d' } },
    segments: { buyer: { when: { 'metric.orders': { $gte: 1 } }, count: true } },
  });
  const sign = async (version: number) =>
    new TextDecoder().decode(
      await signEnvelope(
        utf8(JSON.stringify(definitions(version))),
        [imported.signer],
        crypto.subtle,
      ),
    );
  await put(siteUrl(edge, site), JSON.stringify({ keys: [imported.publicKey] }));
  await put(definitionsUrl(edge, site), await sign(1));
  const { id, periodMs } = await questionSet(definitions(1), (bytes) =>
    crypto.subtle.digest('SHA-256', bytes),
  );
  const period = Math.floor(Date.now() / periodMs);
  const report = { questionSet: id, period, question: 0, answer: 0 };
  return { site, report, key: imported.publicKey, envelope: await sign(2) };
}

async function put(url: string, body: string): Promise<void> {
  const headers = { authorization, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'PUT', headers, body });
  if (!response.ok) throw new Error(`PUT ${url}: ${response.status} ${await response.text()}`);
}

async function countedOf(site: string): Promise<number> {
  const response = await fetch(backupUrl(edge, site), { headers: { authorization } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const read = await readBackup(bytes, site, (each) => crypto.subtle.digest('SHA-256', each));
  if (!read.ok) throw new Error(read.message);
  return read.rows.reduce(
    (sum, { table, row }) => sum + (table === 'counts' ? Number(row['reports']) : 0),
    0,
  );
}
