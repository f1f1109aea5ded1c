/** What the studio asks of its Worker. Answers are values; nothing here throws. */
import type { Definitions } from '../../shared/definitions/types.ts';
import { openEnvelope } from '../../shared/signing/index.ts';
import {
  definitionsUrl,
  encodeBase64url,
  parseError,
  type Stats,
  statsUrl,
} from '../../shared/wire/index.ts';
import type { Access } from './access.ts';

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refused: boolean; readonly message: string };

export interface SignedDefinitions {
  readonly definitions: Definitions;
  /** Ids of the keys that signed. The pages check the signatures, against the keys they pin. */
  readonly kids: readonly string[];
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
  return {
    ok: true,
    value: {
      definitions: JSON.parse(new TextDecoder().decode(envelope.payload)) as Definitions,
      kids: envelope.signatures.map(({ kid }) => kid),
      hash: encodeBase64url(new Uint8Array(digest)),
    },
  };
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
