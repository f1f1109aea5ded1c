/** What the studio asks of its Worker. Answers are values; nothing here throws. */
import type { Definitions } from '../../../shared/definitions/types.ts';
// Not by the door: what signs and checks keys is loaded with the page that publishes.
import { openEnvelope } from '../../../shared/signing/envelope.ts';
import { sumOf } from '../../../shared/signing/sum.ts';
import {
  definitionsUrl,
  type ErrorCode,
  parseError,
  type PublishedDocument,
  type PublishedList,
  publishedUrl,
  type Stats,
  type StatsQuery,
  statsUrl,
  type WireIssue,
} from '../../../shared/wire/index.ts';
import type { Access } from './access.ts';

/** What is said at the field of a token that the Worker does not take; null where it answered to something else. */
export const refusalOf = (code: ErrorCode | null, site: string): string | null =>
  code === 'unauthorized'
    ? `The Worker does not accept this token for ${site}.`
    : code === 'forbidden'
      ? `This token of ${site} is good, and for something else.`
      : null;

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      /** Of the Worker's answer; null where none came, or none that was a Worker's. */
      readonly code: ErrorCode | null;
      readonly message: string;
      readonly issues?: readonly WireIssue[];
    };

export interface SignedDefinitions {
  readonly definitions: Definitions;
  /**
   * The keys whose signatures the Worker checked when the document was published; null where that was
   * not noted. Names in the envelope alone prove nothing. Pages check anew, against the keys they pin.
   */
  readonly signers: readonly string[] | null;
  /** SHA-256 of the signed bytes, base64url. */
  readonly hash: string;
  /** As the Worker gave it. */
  readonly envelope: Uint8Array<ArrayBuffer>;
}

export async function fetchStats(
  { site, token }: Access,
  query: StatsQuery = {},
): Promise<Answer<Stats>> {
  const url = statsUrl('', site, query);
  const answer = await askJson<Stats>(url, { authorization: `Bearer ${token}` });
  if (!answer.ok) return answer;
  const { questions, period: of }: Partial<Stats> = answer.value;
  return Array.isArray(questions) && typeof of === 'object' ? answer : NO_WORKER;
}

/** What is published: the newest, or one version. */
export async function fetchDefinitions(
  site: string,
  version?: number,
): Promise<Answer<SignedDefinitions>> {
  const answer = await ask(definitionsUrl('', site, version), {});
  if (!answer.ok) return answer;
  const bytes = await answer.value.arrayBuffer().catch(() => null);
  if (bytes === null) return BROKEN_OFF;
  const envelope = new Uint8Array(bytes);
  const opened = openEnvelope(envelope);
  const definitions = opened && parsed(opened.payload);
  if (!definitions)
    return {
      ok: false,
      code: null,
      message: 'The Worker sent something that is not an envelope of definitions.',
    };
  const hash = await sumOf(opened.payload, crypto.subtle);
  return {
    ok: true,
    value: { definitions, signers: await fetchSigners(site, hash), hash, envelope },
  };
}

function parsed(payload: Uint8Array): Definitions | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(payload));
    return typeof value === 'object' && value !== null ? (value as Definitions) : null;
  } catch {
    return null;
  }
}

async function fetchSigners(site: string, hash: string): Promise<readonly string[] | null> {
  const answer = await fetchPublished(site);
  if (!answer.ok) return null;
  return answer.value.find((document) => document.hash === hash)?.signers ?? null;
}

/** What was published, newest first. */
export async function fetchPublished(site: string): Promise<Answer<readonly PublishedDocument[]>> {
  const answer = await askJson<Partial<PublishedList>>(publishedUrl('', site), {});
  if (!answer.ok) return answer;
  const { documents } = answer.value;
  return Array.isArray(documents) ? { ok: true, value: documents } : NO_WORKER;
}

const BROKEN_OFF = {
  ok: false,
  code: null,
  message: 'The answer of the Worker broke off on its way.',
} as const;

const NO_WORKER = {
  ok: false,
  code: null,
  message: 'Something else than a Covey Worker answered.',
} as const;

/** The same for an answer in JSON. What else comes, as from a sign-in page of a network, is no answer. */
export async function askJson<T extends object>(
  ...request: Parameters<typeof ask>
): Promise<Answer<T>> {
  const answer = await ask(...request);
  if (!answer.ok) return answer;
  const value: unknown = await answer.value.json().catch(() => null);
  return typeof value === 'object' && value !== null ? { ok: true, value: value as T } : NO_WORKER;
}

/** One request to the Worker; with a method and a body, where it is to change something. */
export async function ask(
  url: string,
  headers: { [name: string]: string },
  change: { readonly method?: string; readonly body?: BodyInit } = {},
): Promise<Answer<Response>> {
  let response: Response;
  try {
    response = await fetch(url, { ...change, headers, credentials: 'omit', cache: 'no-store' });
  } catch {
    return {
      ok: false,
      code: null,
      message: 'The Worker does not answer. Is it running?',
    };
  }
  if (response.ok) return { ok: true, value: response };
  const error = parseError(await response.json().catch(() => null));
  return {
    ok: false,
    code: error?.code ?? null,
    message: error?.message ?? `The Worker answered ${response.status}.`,
    ...(error?.issues && { issues: error.issues }),
  };
}
