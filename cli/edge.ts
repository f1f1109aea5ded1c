import { InvalidArgumentError } from 'commander';
import { formatPath } from '../shared/definitions/index.ts';
import { isSite, MAX_ENVELOPE_BYTES, parseError } from '../shared/wire/index.ts';
import type { ErrorBody } from '../shared/wire/index.ts';
import { EXIT, Failure, reasonOf } from './failure.ts';
import { readLimited } from './limited.ts';

/** The longest answer that is read: an envelope in JSON, and room to spare. */
const MAX_ANSWER_BYTES = 2 * MAX_ENVELOPE_BYTES;

/** The Worker, as the owner's commands talk to it. */
export interface Edge {
  /** Origin, without a slash at the end. */
  readonly origin: string;
  readonly token: string;
}

export type EdgeAnswer =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
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
  throw new InvalidArgumentError('Write the host name alone, in lower case: hazel.example.');
}

/** The bearer token, from the option or the environment. */
export function requireToken(option: string | undefined): string {
  const token = option ?? process.env['COVEY_TOKEN'];
  if (token) return token;
  throw new Failure(
    'No token.',
    ['Set COVEY_TOKEN to the token of the Worker, or give it with --token.'],
    EXIT.usage,
  );
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
      signal: AbortSignal.timeout(30_000),
    });
    const bytes = await readLimited(response, MAX_ANSWER_BYTES);
    return { status: response.status, headers: response.headers, bytes };
  } catch (error) {
    throw noAnswer(new URL(url).origin, error);
  }
}

/** The JSON that anyone is answered. @throws Failure with the Worker's own words when it is none. */
export async function askPublic(url: string): Promise<unknown> {
  const { status, bytes } = await fetchPublic(url);
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Said below.
  }
  if (status < 400 && body !== undefined) return body;
  const error = parseError(body);
  throw error
    ? new Failure(error.message, ['Check --edge and --site.'])
    : notCovey(new URL(url).origin, status);
}

function noAnswer(origin: string, error: unknown): Failure {
  const cause = error instanceof Error && error.cause ? reasonOf(error.cause) : reasonOf(error);
  return new Failure(`${origin} does not answer: ${cause}`, [
    'Check the address, and that the Worker is deployed. To run the command again does no harm.',
  ]);
}

function notCovey(origin: string, status: number): Failure {
  return new Failure(`${origin} answered ${status}, and not as a Covey Worker does.`, [
    'Check the address: it is the origin of the Worker, such as https://edge.example.',
  ]);
}

/** One request to the Worker. @throws Failure when there is no answer, or one that is not the Worker's. */
export async function ask(
  edge: Edge,
  url: string,
  init: {
    readonly method?: string;
    readonly type?: string;
    readonly body?: string | Uint8Array<ArrayBuffer>;
  } = {},
): Promise<EdgeAnswer> {
  const headers = new Headers({ authorization: `Bearer ${edge.token}` });
  if (init.type) headers.set('content-type', init.type);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, {
      method: init.method ?? 'GET',
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
      ...(init.body !== undefined && { body: init.body }),
    });
    body = await response.json().catch(() => undefined);
  } catch (error) {
    throw noAnswer(edge.origin, error);
  }
  if (response.ok) return { ok: true, status: response.status, body };
  const error = parseError(body);
  if (error) return { ok: false, status: response.status, error };
  throw notCovey(edge.origin, response.status);
}

/** The Worker's refusal, in its own words. */
export function refusal(what: string, answer: EdgeAnswer & { readonly ok: false }): Failure {
  const { error, status } = answer;
  const issues = (error.issues ?? []).map(({ path, message }) =>
    path.length > 0 ? `${formatPath(path)}: ${message}` : message,
  );
  const hint =
    status === 401 ? ['Check COVEY_TOKEN: it has to be the secret that the Worker was given.'] : [];
  return new Failure(`${what} ${error.message}`, [...issues, ...hint]);
}
