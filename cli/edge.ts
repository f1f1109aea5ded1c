import { InvalidArgumentError } from 'commander';
import { formatPath } from '../shared/definitions/index.ts';
import { parseError } from '../shared/wire/index.ts';
import type { ErrorBody } from '../shared/wire/index.ts';
import { EXIT, Failure, reasonOf } from './failure.ts';

/** The Worker, as the owner's commands talk to it. */
export interface Edge {
  /** Origin, without a slash at the end. */
  readonly origin: string;
  readonly token: string;
}

export type EdgeAnswer =
  | { readonly ok: true; readonly body: unknown }
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
    const cause = error instanceof Error && error.cause ? reasonOf(error.cause) : reasonOf(error);
    throw new Failure(`${edge.origin} does not answer: ${cause}`, [
      'Check the address, and that the Worker is deployed.',
    ]);
  }
  if (response.ok) return { ok: true, body };
  const error = parseError(body);
  if (error) return { ok: false, status: response.status, error };
  throw new Failure(`${edge.origin} answered ${response.status}, and not as a Covey Worker does.`, [
    'Check the address: it is the origin of the Worker, such as https://edge.example.',
  ]);
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
