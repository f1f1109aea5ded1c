/** What the studio asks of its Worker. Answers are values; nothing here throws. */
import type { Definitions } from '../../../shared/definitions/types.ts';
import { openEnvelope } from '../../../shared/signing/index.ts';
import {
  definitionsUrl,
  encodeBase64url,
  parseError,
  type PublishedList,
  publishedUrl,
  type Stats,
  statsUrl,
} from '../../../shared/wire/index.ts';
import type { Access } from './access.ts';

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refused: boolean; readonly message: string };

export interface SignedDefinitions {
  readonly definitions: Definitions;
  /**
   * The keys whose signatures the Worker checked when the document was published; null where that was
   * not noted. Names in the envelope alone prove nothing. Pages check anew, against the keys they pin.
   */
  readonly signers: readonly string[] | null;
  /** SHA-256 of the signed bytes, base64url. */
  readonly hash: string;
}

export async function fetchStats(
  { site, token }: Access,
  period: number | undefined,
): Promise<Answer<Stats>> {
  const url = statsUrl('', site, period === undefined ? {} : { period });
  const answer = await ask(url, { authorization: `Bearer ${token}` });
  return answer.ok ? { ok: true, value: (await answer.value.json()) as Stats } : answer;
}

export async function fetchDefinitions(site: string): Promise<Answer<SignedDefinitions>> {
  const answer = await ask(definitionsUrl('', site), {});
  if (!answer.ok) return answer;
  const envelope = openEnvelope(new Uint8Array(await answer.value.arrayBuffer()));
  if (!envelope)
    return {
      ok: false,
      refused: false,
      message: 'The Worker sent something that is not an envelope.',
    };
  const digest = await crypto.subtle.digest('SHA-256', envelope.payload);
  const hash = encodeBase64url(new Uint8Array(digest));
  return {
    ok: true,
    value: {
      definitions: JSON.parse(new TextDecoder().decode(envelope.payload)) as Definitions,
      signers: await fetchSigners(site, hash),
      hash,
    },
  };
}

async function fetchSigners(site: string, hash: string): Promise<readonly string[] | null> {
  const answer = await ask(publishedUrl('', site), {});
  if (!answer.ok) return null;
  const { documents } = (await answer.value.json()) as PublishedList;
  return documents.find((document) => document.hash === hash)?.signers ?? null;
}

async function ask(url: string, headers: { [name: string]: string }): Promise<Answer<Response>> {
  let response: Response;
  try {
    response = await fetch(url, { headers, credentials: 'omit', cache: 'no-store' });
  } catch {
    return { ok: false, refused: false, message: 'The Worker does not answer. Is it running?' };
  }
  if (response.ok) return { ok: true, value: response };
  const error = parseError(await response.json().catch(() => null));
  return {
    ok: false,
    refused: response.status === 401,
    message: error?.message ?? `The Worker answered ${response.status}.`,
  };
}
