/** Publishes what was signed: registers the site first where it has to be, and looks whether it arrived. */
import { formatPath } from '../../../shared/definitions/index.ts';
import type { PublicKey } from '../../../shared/definitions/types.ts';
import {
  definitionsUrl,
  ENVELOPE_TYPE,
  type ErrorCode,
  type Published,
  siteUrl,
  type WireIssue,
} from '../../../shared/wire/index.ts';
import { type Answer, askJson, fetchDefinitions } from '../site/index.ts';

export interface Parcel {
  readonly site: string;
  readonly token: string;
  readonly envelope: Uint8Array<ArrayBuffer>;
  readonly version: number;
  /** Of what was signed. */
  readonly hash: string;
  /** Of what it was compared with; null where nothing was live. */
  readonly follows: string | null;
  /** Keys to register where the site is not known yet. */
  readonly keys: readonly PublicKey[];
}

export type SendStep = 'compare' | 'register' | 'publish' | 'look';

export type Sent =
  | {
      readonly ok: true;
      readonly isRegistered: boolean;
      /** It was read back as it was signed. */
      readonly isSeen: boolean;
      readonly warnings: readonly WireIssue[];
    }
  | {
      readonly ok: false;
      readonly step: SendStep;
      /** Something else is live than what it was compared with: the changes are to be looked at again. */
      readonly isStale: boolean;
      /** Of the Worker's answer; null where none came. */
      readonly code: ErrorCode | null;
      readonly message: string;
      readonly hints: readonly string[];
    };

/**
 * Sends a parcel. Nothing is published by halves: the Worker takes a document whole or not, and only the one that follows
 * what is live; the same one again is the same. Every request is told with `tell` before it is made.
 */
export async function send(parcel: Parcel, tell: (step: SendStep) => void): Promise<Sent> {
  const { site, version, hash, follows } = parcel;
  tell('compare');
  const live = await fetchDefinitions(site);
  if (!live.ok && live.code !== 'not-found')
    return failed('compare', null, `Nothing was sent. ${live.message}`, []);
  const there = live.ok ? live.value.hash : null;
  if (there !== hash && there !== follows) return stale('compare', live);

  tell('publish');
  let answer = await put(parcel);
  let isRegistered = false;
  if (!answer.ok && answer.code === 'not-found') {
    tell('register');
    const registered = await register(parcel);
    // Registered meanwhile: publishing tells whether with these keys.
    if (!registered.ok && registered.code !== 'exists')
      return failed(
        'register',
        registered.code,
        `${site} is not registered at this Worker yet, and could not be. ${registered.message}`,
        [
          ...issuesOf(registered),
          'Registering needs a token with the scope "admin", or the Worker’s COVEY_TOKEN. Nothing was published.',
        ],
      );
    isRegistered = registered.ok;
    tell('publish');
    answer = await put(parcel);
  }
  if (!answer.ok) return refused(answer, isRegistered, parcel);
  const { warnings = [] } = answer.value;

  tell('look');
  const seen = await fetchDefinitions(site, version);
  return { ok: true, isRegistered, isSeen: seen.ok && seen.value.hash === hash, warnings };
}

const put = ({ site, token, envelope }: Parcel): Promise<Answer<Partial<Published>>> =>
  change(definitionsUrl('', site), token, ENVELOPE_TYPE, envelope);

const register = ({ site, token, keys }: Parcel): Promise<Answer<object>> =>
  change(
    siteUrl('', site),
    token,
    'application/json',
    JSON.stringify({ keys: keys.map(({ kid, x }) => ({ kid, x })) }),
  );

function change<T extends object>(
  url: string,
  token: string,
  type: string,
  body: BodyInit,
): Promise<Answer<T>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  return askJson(url, headers, { method: 'PUT', body });
}

type Failed = Answer<unknown> & { readonly ok: false };

function refused(answer: Failed, isRegistered: boolean, { site, keys }: Parcel): Sent {
  const registered = isRegistered
    ? [`${site} is registered with ${keys.map(({ kid }) => kid).join(', ')} all the same.`]
    : [];
  const { code, message } = answer;
  if (code === 'conflict') return stale('publish', answer);
  if (code === null)
    return failed('publish', code, message, [
      'It is not known whether it arrived. Publish again: the same document is taken once.',
      ...registered,
    ]);
  const hints: { readonly [code: string]: string } = {
    unauthorized: 'Paste a token of this site with the scope "publish".',
    forbidden:
      'The token is good, and for something else: publishing needs one with the scope "publish".',
    invalid:
      'If the site is registered with another key, open that one; "covey audit" shows which. If it is lost: covey publish --replace-keys.',
  };
  return failed('publish', code, `Not published. ${message}`, [
    ...issuesOf(answer),
    ...(hints[code] !== undefined && issuesOf(answer).length === 0 ? [hints[code]] : []),
    ...registered,
  ]);
}

const issuesOf = ({ issues = [] }: Failed): readonly string[] =>
  issues.map(({ path, message }) =>
    path.length > 0 ? `${formatPath(path)}: ${message}` : message,
  );

const failed = (
  step: SendStep,
  code: ErrorCode | null,
  message: string,
  hints: readonly string[],
): Sent => ({
  ok: false,
  step,
  isStale: false,
  code,
  message,
  hints,
});

function stale(step: SendStep, answer: { readonly ok: boolean; readonly message?: string }): Sent {
  const why = answer.ok || answer.message === undefined ? '' : ` ${answer.message}`;
  return {
    ok: false,
    step,
    isStale: true,
    code: null,
    message: `Something else is live than what this was compared with, so nothing was published.${step === 'compare' ? '' : why}`,
    hints: ['What changes is shown anew, against what is live now: look at it, and publish again.'],
  };
}

/** Runs a task unless another tab of this browser runs one for the same site; null then. */
export async function alone<T>(site: string, task: () => Promise<T>): Promise<T | null> {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (!locks) return task();
  return locks.request(`covey-publish:${site}`, { ifAvailable: true }, async (lock) =>
    lock ? task() : null,
  );
}
