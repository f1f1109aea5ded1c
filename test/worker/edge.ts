import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import { questionSet } from '../../shared/counting/index.ts';
import type { Definitions, KeySet, PublicKey } from '../../shared/definitions/types.ts';
import {
  generateKey,
  importPrivateKey,
  signEnvelope,
  type Signer,
} from '../../shared/signing/index.ts';
import {
  countsUrl,
  definitionsUrl,
  encodeReport,
  type ErrorBody,
  parseError,
  type Published,
  type Report,
  siteUrl,
  type Stats,
  type StatsQuery,
  statsUrl,
  utf8,
} from '../../shared/wire/index.ts';

export const EDGE = 'https://edge.example';
export const TOKEN = { authorization: 'Bearer test-token' };

/** A request to the Worker in workerd, as the network would send it. */
export function call(url: string, init?: RequestInit): Promise<Response> {
  return exports.default.fetch(url.startsWith('/') ? `${EDGE}${url}` : url, {
    redirect: 'manual',
    ...init,
  });
}

export interface Key {
  readonly public: PublicKey;
  readonly signer: Signer;
}

export async function makeKey(): Promise<Key> {
  const imported = await importPrivateKey(await generateKey(crypto.subtle), crypto.subtle);
  if (!imported.ok) throw new Error(imported.message);
  return { public: imported.publicKey, signer: imported.signer };
}

export function sign(document: unknown, ...keys: readonly Key[]): Promise<Uint8Array> {
  const payload = utf8(typeof document === 'string' ? document : JSON.stringify(document));
  return signEnvelope(
    payload,
    keys.map(({ signer }) => signer),
    crypto.subtle,
  );
}

/** Good definitions of a site, as of now: one counted segment. */
export function definitionsOf(site: string, changes: Partial<Definitions> = {}): Definitions {
  const now = Date.now();
  return {
    covey: 1,
    site,
    version: 1,
    issued: new Date(now).toISOString(),
    expires: new Date(now + 60 * 86_400_000).toISOString(),
    metrics: { orders: { count: 'purchase', within: '90d' } },
    segments: {
      buyer: { name: 'Buyers', when: { 'metric.orders': { $gte: 1 } }, count: true },
      visitor: { when: { 'metric.orders': { $lt: 1 } } },
    },
    ...changes,
  };
}

export function keySet(version: number, keys: readonly Key[], threshold?: number): KeySet {
  const set = { version, keys: keys.map((key) => key.public) };
  return threshold === undefined ? set : { ...set, threshold };
}

let sites = 0;

/** A name that no other test of the run has. */
export function newName(): string {
  return `site-${++sites}-${crypto.randomUUID().slice(0, 8)}.example`;
}

export function register(site: string, ...keys: readonly Key[]): Promise<Response> {
  return call(siteUrl(EDGE, site), {
    method: 'PUT',
    headers: { ...TOKEN, 'content-type': 'application/json' },
    body: JSON.stringify({ keys: keys.map((key) => key.public) }),
  });
}

/** What the token may do beside: replace the registered keys. */
export function replaceKeys(
  site: string,
  keys: readonly Key[],
  reason?: string,
  headers: HeadersInit = TOKEN,
): Promise<Response> {
  return call(siteUrl(EDGE, site), {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ keys: keys.map((key) => key.public), replace: true, reason }),
  });
}

export function put(
  site: string,
  envelope: BodyInit,
  headers: HeadersInit = {},
): Promise<Response> {
  return call(definitionsUrl(EDGE, site), {
    method: 'PUT',
    headers: { ...TOKEN, ...headers },
    body: envelope,
  });
}

/** A registered site; with definitions published unless told otherwise. */
export async function newSite(changes: Partial<Definitions> | null = {}) {
  const site = newName();
  const key = await makeKey();
  expect((await register(site, key)).status).toBe(201);
  if (changes) await published(await put(site, await sign(definitionsOf(site, changes), key)));
  return { site, key };
}

export async function published(response: Response): Promise<Published> {
  const text = await response.text();
  expect([response.status, text]).toEqual([200, text]);
  return JSON.parse(text) as Published;
}

/** The error of an answer, which must be of the wire's shape and cached nowhere. */
export async function errorOf(
  response: Response,
): Promise<ErrorBody['error'] & { status: number }> {
  const error = parseError(await response.json());
  expect(error).not.toBeNull();
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, ...error! };
}

/** Status and code of an answer that must be an error. */
export async function refusal(response: Response | Promise<Response>): Promise<[number, string]> {
  const { status, code } = await errorOf(await response);
  return [status, code];
}

export async function reportFor(
  definitions: Definitions,
  changes: Partial<Report> = {},
): Promise<Report> {
  const set = await questionSet(definitions, (bytes) => crypto.subtle.digest('SHA-256', bytes));
  return {
    questionSet: set.id,
    period: Math.floor(Date.now() / set.periodMs),
    question: 0,
    answer: 1,
    reportId: crypto.getRandomValues(new Uint8Array(16)),
    ...changes,
  };
}

export function withNewId(report: Report): Report {
  return { ...report, reportId: crypto.getRandomValues(new Uint8Array(16)) };
}

export function post(site: string, report: Report | BodyInit, headers: HeadersInit = {}) {
  const body =
    typeof report === 'object' && 'questionSet' in report ? encodeReport(report) : report;
  return call(countsUrl(EDGE, site), { method: 'POST', body, headers });
}

export async function statsOf(site: string, query: StatsQuery = {}): Promise<Stats> {
  const response = await call(statsUrl(EDGE, site, query), { headers: TOKEN });
  expect(response.status).toBe(200);
  return response.json();
}

/** Every row of every table of every object: all that the Worker remembers. */
export async function everythingStored(): Promise<string> {
  const dumps: unknown[] = [];
  for (const id of await listDurableObjectIds(env.SITES)) {
    await runInDurableObject(env.SITES.get(id), ({ ctx }: never, state: DurableObjectState) => {
      void ctx;
      const tables = state.storage.sql
        .exec<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`)
        .toArray();
      for (const { name } of tables.filter((table) => !table.name.startsWith('_cf'))) {
        dumps.push(name, ...state.storage.sql.exec(`SELECT * FROM "${name}"`).raw());
      }
    });
  }
  const decoder = new TextDecoder('latin1');
  return JSON.stringify(dumps, (_, value: unknown) =>
    value instanceof ArrayBuffer ? decoder.decode(value) : value,
  );
}
