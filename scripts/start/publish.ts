/** Registers, signs and publishes the shop's definitions, if they differ from what the Worker has. */
import { ANYTHING, PUBLISHED } from '../../cli/answers.ts';
import { ask, type Edge, refusal } from '../../cli/edge.ts';
import { Failure } from '../../cli/failure.ts';
import { checkDefinitions } from '../../shared/definitions/index.ts';
import type { Definitions, PublicKey } from '../../shared/definitions/types.ts';
import {
  openEnvelope,
  type Signer,
  signEnvelope,
  type Verified,
  verifyDefinitions,
} from '../../shared/signing/index.ts';
import {
  definitionsUrl,
  ENVELOPE_TYPE,
  type Registration,
  siteUrl,
} from '../../shared/wire/index.ts';
import { KEY_FILE } from './local-files.ts';

const DAY_MS = 86_400_000;
/** Longer than a real site should sign for: the demonstration moves its clock months ahead. */
const VALID_MS = 365 * DAY_MS;

export interface PublishResult {
  readonly version: number;
  readonly isNew: boolean;
}

/** @throws Failure with what is wrong and how to mend it. */
export async function publishIfChanged(
  edge: Edge,
  source: Definitions,
  key: { readonly signer: Signer; readonly publicKey: PublicKey },
  stateDir: string,
): Promise<PublishResult> {
  const now = Date.now();
  const { site } = source;
  await register(edge, site, key.publicKey);
  const published = await current(edge, site, key.publicKey, stateDir);
  if (published && isSame(published.definitions, source, now))
    return { version: published.version, isNew: false };

  const next: Definitions = {
    ...source,
    version: Math.max(source.version, (published?.version ?? 0) + 1),
    issued: new Date(now).toISOString(),
    expires: new Date(now + VALID_MS).toISOString(),
    ...(published ? { previous: published.hash } : {}),
  };
  const checked = checkDefinitions(next);
  if (!checked.ok)
    throw new Failure(
      'key',
      'demo/definitions.ts has errors.',
      checked.errors.map(({ path, message }) => `${path.join('.')}: ${message}`),
    );
  const payload = new TextEncoder().encode(JSON.stringify(next));
  const body = await signEnvelope(payload, [key.signer], crypto.subtle);
  const answer = await ask(edge, definitionsUrl(edge.origin, site), PUBLISHED, {
    method: 'PUT',
    type: ENVELOPE_TYPE,
    body,
  });
  if (!answer.ok) throw refusal('The definitions were not published.', answer);
  return { version: next.version, isNew: true };
}

async function register(edge: Edge, site: string, publicKey: PublicKey): Promise<void> {
  const body = JSON.stringify({ keys: [publicKey] } satisfies Registration);
  const url = siteUrl(edge.origin, site);
  const answer = await ask(edge, url, ANYTHING, { method: 'PUT', type: 'application/json', body });
  // Known already: `current` finds out whether with this key.
  if (answer.ok || answer.error.code === 'exists') return;
  throw refusal(`${site} was not registered.`, answer);
}

async function current(
  edge: Edge,
  site: string,
  publicKey: PublicKey,
  stateDir: string,
): Promise<Verified | null> {
  const answer = await fetch(definitionsUrl(edge.origin, site));
  if (answer.status === 404) return null;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const verified = await verifyDefinitions(bytes, {
    keys: [publicKey],
    site,
    // As of its own day: a document that has expired since is still the one to follow.
    now: issuedAt(bytes),
    subtle: crypto.subtle,
  });
  if (verified.ok) return verified;
  throw new Failure(
    'key',
    `The Worker on this machine knows ${site} with another key than ${KEY_FILE}.`,
    [`Put the earlier key back, or start afresh: delete ${stateDir}.`],
  );
}

function issuedAt(bytes: Uint8Array): number {
  const payload = openEnvelope(bytes)?.payload;
  const { issued } = (payload ? JSON.parse(utf8(payload)) : {}) as Partial<Definitions>;
  return Date.parse(issued ?? '');
}

const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const content = ({ version: _v, issued: _i, expires: _e, previous: _p, ...rest }: Definitions) =>
  JSON.stringify(rest);

/** Says the same, and will for another month. */
function isSame(published: Definitions, source: Definitions, now: number): boolean {
  return (
    content(published) === content(source) && Date.parse(published.expires) - now > 30 * DAY_MS
  );
}
