// Walks every operation of the Worker with good, odd and broken requests, from a seed, and says what did not hold:
// an answer of 5xx, a status or a form that the description does not have, a count that is not what was accepted.
import { toJSONSchema } from 'zod/v4/core';
import type { PublicKey } from '../../shared/definitions/types.ts';
import { encodeReport, parseError, type Report } from '../../shared/wire/index.ts';
import { type Content, OPERATIONS, type Operation } from '../../worker/openapi/operations.ts';

export interface Walk {
  readonly edge: string;
  /** Sends a request; `fetch`, or the Worker in this process. */
  readonly send: (url: string, init: RequestInit) => Promise<Response>;
  /** COVEY_TOKEN. */
  readonly token: string;
  /** From 0 to 1, the next of its row each time. */
  readonly random: () => number;
  readonly requests: number;
  /** Registered sites, and a report that each takes: its id is drawn here. */
  readonly sites: readonly { readonly site: string; readonly report: Omit<Report, 'reportId'> }[];
  /** Public keys that a registration may name. */
  readonly keys: readonly PublicKey[];
  /** Envelopes that may be published. */
  readonly envelopes: readonly string[];
  /** Requests at once; 8 by default. */
  readonly together?: number;
}

export interface Walked {
  readonly statuses: { readonly [operation: string]: { readonly [status: string]: number } };
  /** Reports of new ids that were answered by 204, of each site. */
  readonly accepted: ReadonlyMap<string, number>;
  /** What did not hold. */
  readonly faults: readonly string[];
}

const HEX = '0123456789abcdef';

export async function walk(options: Walk): Promise<Walked> {
  const { random, requests, together = 8 } = options;
  const statuses: { [operation: string]: { [status: string]: number } } = {};
  const accepted = new Map(options.sites.map(({ site }) => [site, 0]));
  const faults: string[] = [];
  const tokens = [options.token];
  const ids: string[] = [];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const isRare = (part = 0.1) => random() < part;
  const word = (length: number) => Array.from({ length }, () => pick([...HEX])).join('');
  const junk = () =>
    pick([
      '',
      'x',
      '-1',
      '0',
      '1e3',
      '..%2fx',
      '%00',
      '%ff',
      '__proto__',
      'a'.repeat(300),
      '9'.repeat(20),
    ]);

  const valueOf = (schema: Schema): unknown => {
    if (isRare(0.05)) return pick([null, 0, -1, 1.5, '', 'x'.repeat(300), [], {}, true]);
    if (schema.enum) return pick(schema.enum);
    if (schema.const !== undefined) return schema.const;
    if (schema.type === 'integer') return Math.floor((schema.minimum ?? 0) + random() * 50);
    if (schema.type === 'boolean') return isRare(0.5);
    if (schema.type === 'array') return [valueOf(schema.items ?? {})];
    if (schema.properties?.['kid']) return pick(options.keys);
    if (schema.type !== 'object') return pick(['', 'a label', word(8)]);
    const entries = Object.entries(schema.properties ?? {})
      .filter(([name]) => (schema.required?.includes(name) ? !isRare(0.05) : isRare(0.5)))
      .map(([name, each]) => [name, valueOf(each)]);
    return Object.fromEntries(isRare(0.05) ? [...entries, ['more', 1]] : entries);
  };

  const brokenBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
    const copy = new Uint8Array(bytes);
    if (copy.length > 0) copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
    return isRare(0.3) ? copy.slice(0, Math.floor(random() * copy.length)) : copy;
  };

  const bodyOf = (content: Content, site: string): string | Uint8Array<ArrayBuffer> => {
    if (typeof content !== 'string') {
      const text = JSON.stringify(valueOf(toJSONSchema(content, { io: 'input' }) as Schema));
      return isRare(0.05) ? text.slice(1) : text;
    }
    if (content !== 'application/octet-stream') {
      const text = pick(options.envelopes);
      return isRare(0.6) ? brokenBytes(new TextEncoder().encode(text)) : text;
    }
    const known = options.sites.find((each) => each.site === site) ?? pick(options.sites);
    const reportId = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256));
    return encodeReport({ ...known.report, answer: isRare(0.5) ? 1 : 0, reportId });
  };

  /** A report whose id is new, sent as a page would; sometimes twice. */
  async function report(operation: Operation): Promise<void> {
    const { site } = pick(options.sites);
    const body = bodyOf('application/octet-stream', site);
    const url = `${options.edge}${operation.path.replace('{site}', site)}`;
    const times = isRare(0.2) ? 2 : 1;
    const isObjection = isRare(0.1);
    const answers: number[] = [];
    for (let time = 0; time < times; time++) {
      const headers = isObjection ? { 'sec-gpc': '1' } : {};
      answers.push((await ask(operation, url, { method: 'POST', headers, body })).status);
    }
    if (!isObjection && answers.includes(204)) accepted.set(site, (accepted.get(site) ?? 0) + 1);
  }

  async function step(): Promise<void> {
    const operation = pick(OPERATIONS);
    if (operation.path.endsWith('/counts') && !isRare(0.3)) return report(operation);
    const site = isRare(0.15) ? pick([junk(), `${word(6)}.example`]) : pick(options.sites).site;
    const places: { readonly [name: string]: () => string } = {
      site: () => site,
      version: () => (isRare(0.3) ? junk() : String(1 + Math.floor(random() * 5))),
      id: () => (isRare(0.3) || ids.length === 0 ? word(12) : pick(ids)),
    };
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => places[name]?.() ?? '');
    const query = (operation.query ?? [])
      .filter(() => isRare(0.3))
      .map((name) => `${name}=${isRare(0.5) ? junk() : Math.floor(random() * 30_000)}`)
      .join('&');
    const headers: { [name: string]: string } = {};
    if (operation.token && !isRare()) headers['authorization'] = `Bearer ${pick(tokens)}`;
    if (operation.conditional && isRare(0.5))
      headers['if-none-match'] = pick(['*', '"x"', 'W/"x"']);
    let body: string | Uint8Array<ArrayBuffer> | undefined;
    if (operation.body !== undefined) {
      body = bodyOf(operation.body, site);
      // What is altered here would count under an id that nobody noted.
      if (operation.path.endsWith('/counts'))
        body = (body as Uint8Array<ArrayBuffer>).fill(9, 30).slice(0, isRare(0.5) ? 56 : 55);
      const type = typeof operation.body === 'string' ? operation.body : 'application/json';
      headers['content-type'] = isRare(0.05) ? 'text/html' : type;
    }
    const url = `${options.edge}${path}${query && `?${query}`}`;
    const method = isRare(0.03) ? 'PATCH' : operation.method.toUpperCase();
    const { status, value } = await ask(operation, url, {
      method,
      headers,
      ...(body !== undefined && { body }),
    });
    const made = value as { readonly id?: string; readonly token?: string } | null;
    if (status === 201 && made?.token && made.id) {
      tokens.push(made.token);
      ids.push(made.id);
    }
  }

  async function ask(operation: Operation, url: string, init: RequestInit) {
    const name = `${operation.method} ${operation.path}`;
    const response = await options.send(url, { redirect: 'manual', ...init });
    const { status } = response;
    const bytes = await response.arrayBuffer();
    const counted = (statuses[name] ??= {});
    counted[status] = (counted[status] ?? 0) + 1;
    const fault = (what: string) => void faults.push(`${init.method} ${url}: ${status} ${what}`);
    if (status >= 500 && !(status in operation.answers)) fault('is a failure');
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    let value: unknown = null;
    if (isJson) value = JSON.parse(new TextDecoder().decode(bytes));
    const content = operation.answers[status];
    if (content === undefined) {
      if (status < 400 || parseError(value) === null) fault('is not in the description');
    } else if (content === null ? bytes.byteLength > 0 : typeof content !== 'string') {
      const read = content === null ? null : (content as Exclude<Content, string>).safeParse(value);
      if (!read?.success)
        fault(`has another form: ${JSON.stringify(read?.error?.issues ?? bytes.byteLength)}`);
    }
    return { status, value };
  }

  let left = requests;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await step();
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return { statuses, accepted, faults };
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
}
