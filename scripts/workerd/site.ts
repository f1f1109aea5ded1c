import { questionSet } from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { generateKey, importPrivateKey, signEnvelope } from '../../shared/signing/index.ts';
import {
  backupUrl,
  definitionsUrl,
  encodeReport,
  readBackup,
  siteUrl,
  utf8,
} from '../../shared/wire/index.ts';

const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);

/** A registered site with a published document that counts, and what its pages send. */
export interface CountingSite {
  readonly site: string;
  /** SHA-256 of the signed bytes, as in `ETag`. */
  readonly hash: string;
  /** A report of an id of its own: so many differ. */
  report(): Uint8Array<ArrayBuffer>;
  /** Reports that stand in its counters. @throws Error where no backup can be had. */
  counted(): Promise<number>;
}

export async function makeCountingSite(
  origin: string,
  token: string,
  site = 'hazel.example',
  changes: Partial<Definitions> = {},
): Promise<CountingSite> {
  const imported = await importPrivateKey(await generateKey(crypto.subtle), crypto.subtle);
  if (!imported.ok) throw new Error(imported.message);
  const now = Date.now();
  const definitions: Definitions = {
    covey: 1,
    site,
    version: 1,
    issued: new Date(now - 60_000).toISOString(),
    expires: new Date(now + 60 * 86_400_000).toISOString(),
    metrics: { orders: { count: 'purchase', within: '90d' } },
    segments: { buyer: { when: { 'metric.orders': { $gte: 1 } }, count: true } },
    ...changes,
  };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const put = async (url: string, body: string | Uint8Array<ArrayBuffer>) => {
    const response = await fetch(url, { method: 'PUT', headers, body });
    if (!response.ok) throw new Error(`PUT ${url}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  await put(siteUrl(origin, site), JSON.stringify({ keys: [imported.publicKey] }));
  const envelope = await signEnvelope(
    utf8(JSON.stringify(definitions)),
    [imported.signer],
    crypto.subtle,
  );
  const { hash } = (await put(definitionsUrl(origin, site), new Uint8Array(envelope))) as {
    readonly hash: string;
  };
  const { id, periodMs, questions } = await questionSet(definitions, digest);
  const period = Math.floor(now / periodMs);
  return {
    site,
    hash,
    report() {
      const question = Math.floor(Math.random() * questions.length);
      const answer = Math.floor(Math.random() * (questions[question]?.answers ?? 1));
      const reportId = crypto.getRandomValues(new Uint8Array(16));
      return encodeReport({ questionSet: id, period, question, answer, reportId });
    },
    async counted() {
      const response = await fetch(backupUrl(origin, site), { headers });
      const read = await readBackup(new Uint8Array(await response.arrayBuffer()), site, digest);
      if (!read.ok) throw new Error(`${response.status}: ${read.message}`);
      return read.rows.reduce(
        (sum, { table, row }) => sum + (table === 'counts' ? Number(row['reports']) : 0),
        0,
      );
    },
  };
}
