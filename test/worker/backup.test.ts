import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { openEnvelope } from '../../shared/signing/index.ts';
import {
  type Audit,
  auditUrl,
  type BackupRow,
  backupUrl,
  BACKUP_TYPE,
  type CreatedToken,
  definitionsUrl,
  encodeBase64url,
  readBackup,
  sealOf,
  siteHealthUrl,
  statsUrl,
  tokensUrl,
} from '../../shared/wire/index.ts';
import { SHARDS, shardStub, siteStub } from '../../worker/shards.ts';
import {
  call,
  definitionsOf,
  EDGE,
  everythingStored,
  makeKey,
  newName,
  newSite,
  post,
  published,
  put,
  refusal,
  register,
  reportFor,
  sign,
  statsOf,
  TOKEN,
  withNewId,
} from './edge.ts';

const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);

const take = async (site: string): Promise<string> => {
  const response = await call(backupUrl(EDGE, site), { headers: TOKEN });
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  return new TextDecoder().decode(await response.arrayBuffer());
};
const restore = (site: string, text: string, headers: HeadersInit = TOKEN) =>
  call(backupUrl(EDGE, site), {
    method: 'PUT',
    headers: { ...headers, 'content-type': BACKUP_TYPE },
    body: text,
  });
async function rowsOf(text: string, site: string): Promise<readonly BackupRow[]> {
  const read = await readBackup(new TextEncoder().encode(text), site, digest);
  if (!read.ok) throw new Error(read.message);
  return read.rows;
}
const counted = (rows: readonly BackupRow[]) =>
  rows.reduce((sum, { table, row }) => sum + (table === 'counts' ? Number(row['reports']) : 0), 0);
const sealed = async (lines: readonly unknown[]) => {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return `${text}${JSON.stringify(await sealOf(text, lines.length, digest))}\n`;
};
const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly table?: string; readonly row?: object })
    .slice(0, -1);

const empty = (stub: DurableObjectStub<never>) =>
  runInDurableObject(stub, async (_, { storage }) => {
    await storage.deleteAlarm();
    await storage.deleteAll();
  });
/** All that the Worker knew of a site. */
async function lose(site: string): Promise<void> {
  await empty(siteStub(env, site) as never);
  for (let shard = 0; shard < SHARDS; shard++) await empty(shardStub(env, site, shard) as never);
}

/** A site with two documents, a token, 60 reports and a release. */
async function fullSite() {
  const { site, key } = await newSite();
  const report = await reportFor(definitionsOf(site));
  await Promise.all(
    Array.from({ length: 60 }, (_, at) => post(site, { ...withNewId(report), answer: at % 2 })),
  );
  await published(await put(site, await sign(definitionsOf(site, { version: 2 }), key)));
  const created = await call(tokensUrl(EDGE, site), {
    method: 'POST',
    headers: TOKEN,
    body: JSON.stringify({ scope: 'counts', label: 'Marketing' }),
  });
  const { token } = await created.json<CreatedToken>();
  const stats = await statsOf(site);
  expect(stats.reports).toBeGreaterThan(0);
  return { site, key, report, token, stats };
}

test('after a loss everything is as it was but the tokens, which end, and goes on', async () => {
  const { site, key, report, token, stats } = await fullSite();
  const backup = await take(site);
  const served = await (await call(definitionsUrl(EDGE, site, 1))).text();
  await lose(site);
  expect(await refusal(call(definitionsUrl(EDGE, site)))).toEqual([404, 'not-found']);
  const response = await restore(site, backup);
  expect([response.status, await response.json()]).toMatchObject([
    201,
    { site, documents: 2, endedTokens: 1, keys: [key.public.kid] },
  ]);

  const again = await take(site);
  const [before, after] = [await rowsOf(backup, site), await rowsOf(again, site)];
  const isNew = ({ row }: BackupRow) => row['action'] === 'restored';
  expect(after.filter((row) => !isNew(row))).toEqual(
    before.filter(({ table }) => table !== 'tokens'),
  );
  expect(counted(after)).toBe(60);
  expect(await (await call(definitionsUrl(EDGE, site, 1))).text()).toBe(served);
  expect(await statsOf(site)).toEqual(stats);
  const authorization = `Bearer ${token}`;
  expect((await call(statsUrl(EDGE, site), { headers: { authorization } })).status).toBe(401);
  const { entries } = await (await call(auditUrl(EDGE, site), { headers: TOKEN })).json<Audit>();
  // Who took which backup, and when, is seen, too.
  expect(entries.slice(-2)).toMatchObject([
    { action: 'restored', by: 'operator' },
    { action: 'backed-up', by: 'operator' },
  ]);

  expect((await post(site, withNewId(report))).status).toBe(204);
  expect(counted(await rowsOf(await take(site), site))).toBe(61);
  await published(await put(site, await sign(definitionsOf(site, { version: 3 }), key)));
  const alarm = await runInDurableObject(shardStub(env, site, 0), (_, { storage }) =>
    storage.getAlarm(),
  );
  expect(alarm).not.toBeNull();
});

test('one that nobody got is noted nowhere', async () => {
  const { site } = await newSite();
  const head = await call(backupUrl(EDGE, site), { method: 'HEAD', headers: TOKEN });
  expect([head.status, await head.text()]).toEqual([200, '']);
  const { entries } = await (await call(auditUrl(EDGE, site), { headers: TOKEN })).json<Audit>();
  expect(entries.map(({ action }) => action)).not.toContain('backed-up');
  const health = await call(siteHealthUrl(EDGE, site), { headers: TOKEN });
  expect(await health.json()).toMatchObject({ backup: { last: null } });
});

test('what is deleted for privacy is in no backup', async () => {
  const { site } = await fullSite();
  const backup = await take(site);
  expect(backup).toContain('"table":"counts"');
  expect(backup).not.toMatch(/"table":"(seen|metrics)/);
});

test('taken while reports and documents arrive: each is in it whole or not at all, no counter without its questions', async () => {
  const { site, key } = await newSite();
  const documents = [2, 3, 4].map((version) =>
    definitionsOf(site, {
      version,
      segments: { [`s${version}`]: { when: { 'metric.orders': version }, count: true } },
    }),
  );
  const sent: Promise<Response>[] = [];
  const sums: number[] = [];
  for (const document of documents) {
    await published(await put(site, await sign(document, key)));
    const report = await reportFor(document);
    // A shard asks for new questions after a second at most.
    await vi.waitUntil(async () => (await post(site, report)).status === 204, { timeout: 20_000 });
    sent.push(...Array.from({ length: 60 }, () => post(site, withNewId(report))));
    const rows = await rowsOf(await take(site), site);
    const asked = rows.flatMap(({ table, row }) =>
      table === 'documents' ? [(JSON.parse(String(row['asked'])) as { id: string }).id] : [],
    );
    for (const { table, row } of rows)
      if (table === 'counts') expect(asked).toContain(row['question_set']);
    sums.push(counted(rows));
  }
  const statuses = (await Promise.all(sent)).map(({ status }) => status);
  const accepted = statuses.filter((status) => status === 204).length + documents.length;
  expect(sums).toEqual(sums.toSorted((one, other) => one - other));
  expect(sums.at(-1)).toBeLessThanOrEqual(accepted);
  expect(counted(await rowsOf(await take(site), site))).toBe(accepted);
});

test('of another site, damaged, cut off, or of another format: refused, and nothing is stored', async () => {
  const { site } = await fullSite();
  const backup = await take(site);
  const other = newName();
  await lose(site);
  const before = await everythingStored();
  const lines = linesOf(backup);
  const altered = (table: string, change: object) => {
    const at = lines.findIndex((line) => line.table === table);
    return sealed(
      lines.map((line, index) =>
        index === at ? { ...line, row: { ...line.row, ...change } } : line,
      ),
    );
  };
  const forged = async () => {
    const definitions = definitionsOf(site, { version: 2 });
    const bytes = await sign(definitions, await makeKey());
    const payload = openEnvelope(bytes)?.payload ?? new Uint8Array();
    const hash = encodeBase64url(new Uint8Array(await digest(payload)));
    return sealed(
      lines.map((line) => {
        const row = line.row as Record<string, unknown> | undefined;
        if (line.table === 'documents' && row?.['version'] === 2)
          return {
            ...line,
            row: { ...row, hash, envelope: { base64url: encodeBase64url(bytes) } },
          };
        if (line.table !== 'site') return line;
        const trust = JSON.parse(String(row?.['trust'])) as object;
        return { ...line, row: { ...row, trust: JSON.stringify({ ...trust, hash }) } };
      }),
    );
  };
  const flipped = [40, 400, 4000, backup.length - 20].map(
    (at) => `${backup.slice(0, at)}${backup[at] === '1' ? '2' : '1'}${backup.slice(at + 1)}`,
  );
  const header: object = lines[0] ?? {};
  const rest = lines.slice(1);
  const cases = [
    '',
    '\n',
    'null\n',
    '{}\n',
    ...flipped,
    backup.slice(0, -1),
    backup.slice(0, backup.length / 2),
    backup.split('\n').slice(0, -2).join('\n') + '\n',
    backup.split('\n').toSpliced(5, 1).join('\n'),
    await sealed([{ ...header, site: other }, ...rest]),
    await sealed([{ ...header, format: 2 }, ...rest]),
    await sealed([{ ...header, shards: 4 }, ...rest]),
    await sealed([header, ...rest.filter((line) => line.table !== 'site')]),
    await sealed([header, ...rest.filter((line) => line.table !== 'documents')]),
    await sealed([header, ...rest, null]),
    await sealed([header, ...rest, { table: 'seen', shard: 0, row: {} }]),
    await sealed([header, ...rest, { table: 'constructor', row: {} }]),
    await altered('counts', { reports: 1.5 }),
    await altered('counts', { reports: '1' }),
    await altered('counts', { more: 1 }),
    await altered('documents', { version: 7 }),
    await altered('documents', { envelope: { base64url: 'e30' } }),
    await altered('site', { trust: '{' }),
    await altered('site', { trust: '{}' }),
    await altered('site', { trust: null }),
    await altered('site', { keys: '{' }),
    await altered('site', { keys: '[]' }),
    await altered('site', { keys: '[{"kid":"a","x":"b"}]' }),
    await altered('keyring', { x: 'A'.repeat(43) }),
    await altered('published', { signers: '{' }),
    await altered('audit', { keys: '1' }),
    await altered('audit', { time: -1 }),
    await altered('releases', { counts: '[1]' }),
    await altered('last_report', { day: 1e9 }),
    // No alarm is set for 25 months after the last moment that there is.
    await altered('releases', { period_end: 8.64e15 }),
    await altered('counts', { period_end: 8.64e15 }),
    ...(await Promise.all(
      [
        'site',
        'documents',
        'published',
        'keyring',
        'tokens',
        'releases',
        'counts',
        'last_report',
      ].map((table) => sealed([...lines, lines.find((line) => line.table === table)])),
    )),
    ...(await Promise.all(
      ['Max Mustermann', '', 5, null, undefined, '2026-11-24'].map((taken) =>
        sealed([{ ...header, taken }, ...rest]),
      ),
    )),
    await altered('tokens', { scope: 'operator' }),
    // A document of somebody else's, under a seal that fits.
    await forged(),
  ];
  for (const [at, text] of cases.entries())
    expect([at, ...(await refusal(restore(site, text)))]).toEqual([at, 422, 'invalid']);
  expect(await refusal(restore(other, backup))).toEqual([422, 'invalid']);
  expect(await everythingStored()).toBe(before);
});

test('what a backup says beside a document is made of the document', async () => {
  const { site } = await fullSite();
  const backup = await take(site);
  await lose(site);
  const asked = { id: 'A'.repeat(22), periodMs: 1000, answers: [60_000], hosts: ['evil.example'] };
  const told = { asked: JSON.stringify(asked), expires: 4e12, silent: 1 };
  const lines = linesOf(backup).map((line) =>
    line.table === 'documents' ? { ...line, row: { ...line.row, ...told } } : line,
  );
  expect((await restore(site, await sealed(lines))).status).toBe(201);
  const documents = async (text: string) =>
    (await rowsOf(text, site)).filter(({ table }) => table === 'documents');
  expect(await documents(await take(site))).toEqual(await documents(backup));
});

test('an alarm outlasts a row of a time that is none', async () => {
  const { site } = await newSite();
  const report = await reportFor(definitionsOf(site));
  await Promise.all(Array.from({ length: 30 }, () => post(site, withNewId(report))));
  await statsOf(site);
  const stub = siteStub(env, site);
  await runInDurableObject(stub, (_, { storage }) =>
    storage.sql.exec('UPDATE releases SET period_end = ?', 8.64e15),
  );
  expect(await runDurableObjectAlarm(stub)).toBe(true);
  const next = await runInDurableObject(stub, (_, { storage }) => storage.getAlarm());
  expect(next).toBeGreaterThan(Date.UTC(2100, 0));
  expect((await call(definitionsUrl(EDGE, site))).status).toBe(200);
});

test('a site of the first release, whose audit has no columns for who and what, is backed up and restored', async () => {
  const { site } = await newSite();
  await runInDurableObject(siteStub(env, site), (_, { storage }) => {
    storage.sql.exec(
      'ALTER TABLE audit DROP COLUMN done_by; ALTER TABLE audit DROP COLUMN subject',
    );
  });
  await evictDurableObject(siteStub(env, site));
  const backup = await take(site);
  await lose(site);
  expect((await restore(site, backup)).status).toBe(201);
});

test('what is more than a backup holds is refused in words, with the way out', async () => {
  const { site } = await newSite();
  await runInDurableObject(siteStub(env, site), (_, { storage }) => {
    for (let at = 0; at < 33; at++)
      storage.sql.exec(
        `INSERT INTO audit (time, action, keys, reason) VALUES (0, 'published', '[]', ?)`,
        'x'.repeat(1024 * 1024),
      );
  });
  const response = await call(backupUrl(EDGE, site), { headers: TOKEN });
  expect([response.status, await response.text()]).toEqual([
    413,
    expect.stringContaining('point-in-time recovery'),
  ]);
});

test('only where nothing is, and only for the operator', async () => {
  const { site, token } = await fullSite();
  const backup = await take(site);
  expect(await refusal(restore(site, backup))).toEqual([409, 'exists']);
  // A good token of the site is told that it is good, and not enough.
  for (const [authorization, refused] of [
    ['', [401, 'unauthorized']],
    [`Bearer ${token.slice(0, -4)}wxyz`, [401, 'unauthorized']],
    [`Bearer ${token}`, [403, 'forbidden']],
  ] as const) {
    expect(await refusal(restore(site, backup, { authorization }))).toEqual(refused);
    const asked = call(backupUrl(EDGE, site), { headers: { authorization } });
    expect(await refusal(asked)).toEqual(refused);
  }
  const unknown = call(backupUrl(EDGE, newName()), { headers: TOKEN });
  expect(await refusal(unknown)).toEqual([404, 'not-found']);
});

test('what fails on the way leaves the site unregistered, and may be done again', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { site } = await fullSite();
  const backup = await take(site);
  await lose(site);
  const broken = shardStub(env, site, 5);
  await runInDurableObject(broken, (_, { storage }) => {
    storage.sql.exec('CREATE TABLE counts (damaged TEXT)');
  });
  expect(await refusal(restore(site, backup))).toEqual([500, 'internal']);
  expect(await refusal(call(definitionsUrl(EDGE, site)))).toEqual([404, 'not-found']);
  expect(await refusal(call(auditUrl(EDGE, site), { headers: TOKEN }))).toEqual([404, 'not-found']);
  await runInDurableObject(broken, (_, { storage }) => {
    storage.sql.exec('DROP TABLE counts');
  });
  expect((await restore(site, backup)).status).toBe(201);
  expect(counted(await rowsOf(await take(site), site))).toBe(60);
  log.mockRestore();
});

test('what a failed restore laid out is cleared, and a site that is registered begins with no counters', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { site } = await fullSite();
  const backup = await take(site);
  const laidOut = async () => {
    let reports = 0;
    for (let shard = 0; shard < SHARDS; shard++) {
      await runInDurableObject(shardStub(env, site, shard), (_, { storage }) => {
        const [table] = storage.sql
          .exec(`SELECT 1 FROM sqlite_master WHERE name = 'counts'`)
          .toArray();
        if (!table || shard === 5) return;
        const sum = 'SELECT coalesce(sum(reports), 0) AS n FROM counts';
        reports += storage.sql.exec<{ n: number }>(sum).one().n;
      });
    }
    return reports;
  };
  await lose(site);
  const broken = shardStub(env, site, 5);
  await runInDurableObject(broken, (_, { storage }) => {
    storage.sql.exec('CREATE TABLE counts (damaged TEXT)');
  });
  expect(await refusal(restore(site, backup))).toEqual([500, 'internal']);
  expect(await laidOut()).toBe(0);
  await runInDurableObject(broken, (_, { storage }) => {
    storage.sql.exec('DROP TABLE counts');
  });

  // Its object alone is lost, and the shards are as they were.
  expect((await restore(site, backup)).status).toBe(201);
  await empty(siteStub(env, site) as never);
  expect(await laidOut()).toBeGreaterThan(0);
  expect((await register(site, await makeKey())).status).toBe(201);
  expect(await laidOut()).toBe(0);
  expect(counted(await rowsOf(await take(site), site))).toBe(0);

  // A restore that began before is late.
  const late = await shardStub(env, site, 0).restoreCounters(
    1,
    (await rowsOf(backup, site)).filter(({ shard }) => shard === 0),
  );
  expect([late, await laidOut()]).toEqual([false, 0]);
  log.mockRestore();
});

test('of two restores at once one is whole, and of one beside a registration the same', async () => {
  const { site, report } = await fullSite();
  const first = await take(site);
  await post(site, withNewId(report));
  const second = await take(site);
  await lose(site);
  const both = await Promise.all([restore(site, first), restore(site, second)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  const winner = both[0]?.status === 201 ? 60 : 61;
  expect(counted(await rowsOf(await take(site), site))).toBe(winner);

  await lose(site);
  const [restored, registered] = await Promise.all([
    restore(site, first),
    register(site, await makeKey()),
  ]);
  expect([restored.status, registered.status].toSorted()).toEqual([201, 409]);
});
