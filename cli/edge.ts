import { InvalidArgumentError } from 'commander';
import { expiryOf, formatPath } from '../shared/definitions/index.ts';
import {
  isSendable,
  isSite,
  MAX_ENVELOPE_BYTES,
  parseError,
  TOKEN_EXPIRES,
} from '../shared/wire/index.ts';
import type { ErrorBody } from '../shared/wire/index.ts';
import type { Form } from './answers.ts';
import { Failure } from './failure.ts';
import { readLimited } from './limited.ts';
import { noAnswer, WAIT_MS } from './no-answer.ts';
import { plural } from './plural.ts';
import type { Terminal } from './terminal.ts';

/** The longest answer that is read: an envelope in JSON, and room to spare. */
const MAX_ANSWER_BYTES = 2 * MAX_ENVELOPE_BYTES;

/** The Worker, as the owner's commands talk to it. */
export interface Edge {
  /** Origin, without a slash at the end. */
  readonly origin: string;
  readonly token: string;
  /** Takes what there is to say of the token itself: that it ends soon. */
  readonly note?: (line: string) => void;
}

export type EdgeAnswer<T> =
  | { readonly ok: true; readonly status: number; readonly body: T }
  | { readonly ok: false; readonly status: number; readonly error: ErrorBody['error'] };

/** An option's value as the Worker's origin: https, or http on this machine. */
export function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError('Write it like https://edge.example.');
  }
  if (url.pathname !== '/' || url.search || url.hash || url.username) {
    throw new InvalidArgumentError(`Only the origin is needed: ${url.origin}.`);
  }
  if (url.protocol === 'http:' && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)) {
    throw new InvalidArgumentError('The token is sent over https only. Write https://.');
  }
  return url.origin;
}

/** An option's value as the name of a site. */
export function parseSite(text: string): string {
  if (isSite(text)) return text;
  throw new InvalidArgumentError(hostAlone(text));
}

/** How to write the host name that was most likely meant by a text that is none. */
export function hostAlone(text: string): string {
  const address = text.includes('://') ? text : `https://${text}`;
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return `Write the host name alone, in lower case: ${isSite(host) ? host : 'hazel.example'}.`;
}

export const UNSENDABLE = 'it holds a space or another character that no request carries';

/** The bearer token, from the option or the environment. */
export function requireToken(option: string | undefined): string {
  const token = option ?? process.env['COVEY_TOKEN'];
  if (!token)
    throw new Failure('usage', 'No token.', [
      'Set COVEY_TOKEN to the token of the Worker, or give it with --token.',
    ]);
  if (isSendable(token)) return token;
  throw new Failure('usage', `The token cannot be sent: ${UNSENDABLE}.`, [
    'Give all of it, and nothing else: in an example "…" stands for it. Covey\'s tokens are letters, digits, - and _.',
  ]);
}

/** The Worker as a command asks it, which tells the terminal when its token ends soon. @throws Failure without a token. */
export function edgeOf(
  origin: string,
  token: string | undefined,
  { note, noteStyle }: Terminal,
): Edge {
  return {
    origin,
    token: requireToken(token),
    note: (line) => note(`${noteStyle.yellow('warning')}  ${line}`),
  };
}

/** What anyone is answered, headers and bytes. */
export interface PublicAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A request without token, as any visitor could send it. @throws Failure when there is no answer, or one without end. */
export async function fetchPublic(
  url: string,
  headers: { readonly [name: string]: string } = {},
): Promise<PublicAnswer> {
  try {
    const response = await fetch(url, {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    const bytes = await readLimited(response, MAX_ANSWER_BYTES);
    return { status: response.status, headers: response.headers, bytes };
  } catch (error) {
    throw noAnswer(new URL(url).origin, error);
  }
}

function notCovey(
  origin: string,
  status: number,
  again = 'to run the command again does no harm.',
): Failure {
  return new Failure(
    'unreachable',
    `${origin} answered ${status}, and not as a Covey Worker does.`,
    [
      'Check the address: it is the origin of the Worker, such as https://edge.example.',
      `If it is, something in between answers in its place, or it is of another release: deploy it again. What was sent may have arrived; ${again}`,
    ],
  );
}

/** One request to the Worker. @throws Failure when there is no answer, or one that is not the Worker's. */
export async function ask<T>(
  edge: Edge,
  url: string,
  form: Form<T>,
  init: {
    readonly method?: string;
    readonly type?: string;
    readonly body?: string | Uint8Array<ArrayBuffer>;
    /** The longest answer that is read, bytes. */
    readonly maxBytes?: number;
    /** How long an answer is waited for. */
    readonly waitMs?: number;
    /** What to know before the command is run again, where that is not harmless. */
    readonly again?: string;
  } = {},
): Promise<EdgeAnswer<T>> {
  const headers = new Headers({ authorization: `Bearer ${edge.token}` });
  if (init.type) headers.set('content-type', init.type);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, {
      method: init.method ?? 'GET',
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(init.waitMs ?? WAIT_MS),
      ...(init.body !== undefined && { body: init.body }),
    });
    body = parseJson(await readLimited(response, init.maxBytes ?? MAX_ANSWER_BYTES));
  } catch (error) {
    throw noAnswer(edge.origin, error, {
      ...(init.waitMs !== undefined && { waitedMs: init.waitMs }),
      ...(init.again !== undefined && { again: init.again }),
    });
  }
  const { status } = response;
  sayEnd(edge, response.headers.get(TOKEN_EXPIRES));
  if (response.ok) {
    const read = form.read(body);
    if (read !== null) return { ok: true, status, body: read };
    throw notCovey(edge.origin, status, init.again);
  }
  const error = parseError(body);
  if (error) return { ok: false, status, error };
  throw notCovey(edge.origin, status, init.again);
}

/** Those that were told that their token ends. */
const told = new WeakSet<Edge>();

/** That the token ends within 30 days; once for each command. `end`: as the Worker told it, ISO 8601. */
export function sayEnd(edge: Edge, end: string | null): void {
  const line = tokenEndText(end, Date.now());
  if (line === null || told.has(edge)) return;
  told.add(edge);
  edge.note?.(line);
}

/** Null: it does not end soon, or nothing is known of it. */
function tokenEndText(end: string | null, now: number): string | null {
  const time = Date.parse(end ?? '');
  const { state, days } = expiryOf(time, now);
  if (Number.isNaN(time) || state === 'good') return null;
  const left = days < 1 ? 'less than a day' : plural(days, 'day');
  return `This token ends on ${new Date(time).toISOString().slice(0, 10)}, in ${left}: "covey token rotate ID" gives it a new secret for as long again.`;
}

/** The JSON in an answer; undefined where it is none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** The Worker's refusal, in its own words. */
export function refusal(
  what: string,
  answer: EdgeAnswer<unknown> & { readonly ok: false },
): Failure {
  const { error, status } = answer;
  const issues = (error.issues ?? []).map(({ path, message }) =>
    path.length > 0 ? `${formatPath(path)}: ${message}` : message,
  );
  const hint = /has run out on \d/.test(error.message)
    ? [
        '"covey token create" makes another: with a token that administers the site, or the operator\'s own.',
      ]
    : status === 401
      ? [
          'Check COVEY_TOKEN, or --token: it has to be the secret that the Worker was given ("npm start" prints its own), or a token of this site that was not revoked.',
          'Where the Worker\'s own is lost, "npx wrangler secret put COVEY_TOKEN" gives it another.',
        ]
      : status === 403
        ? ['The token is good, and for something else: "covey token list" says what each may do.']
        : [];
  return new Failure('refused', `${what} ${error.message}`, [...issues, ...hint], {
    ...(error.issues && { issues: error.issues }),
    worker: { status, code: error.code },
  });
}
