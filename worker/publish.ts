import { checkDefinitions } from '../shared/definitions/index.ts';
import { refusalMessage, unverifiedSigners, verifyDefinitions } from '../shared/signing/index.ts';
import type { Published, WireIssue } from '../shared/wire/index.ts';
import { failure, type Failure } from './failure.ts';
import type { Registry } from './registry.ts';
import { saidBy } from './said-by.ts';

/**
 * Takes a new document if a trusted key signed it, it is newer than the newest, follows it, and the
 * checker finds no error. The Worker holds no private key: it can refuse rules, not make them.
 */
export async function publish(
  registry: Registry,
  site: string,
  envelope: Uint8Array,
  now: number,
  by: string,
): Promise<({ readonly ok: true } & Published) | Failure> {
  const state = registry.state();
  if (!state) return failure('not-found', `Register ${site} first: PUT /v1/sites/${site}.`);
  const { keys, trust: before } = state;

  const verified = await verifyDefinitions(envelope, {
    keys,
    site,
    now,
    seen: before,
    subtle: crypto.subtle,
  });
  if (!verified.ok) {
    const { code } = verified;
    const stale = code === 'rollback' || code === 'conflict';
    return failure(
      stale ? 'conflict' : code === 'too-large' ? 'too-large' : 'invalid',
      stale && before
        ? `${refusalMessage(code)} Version ${before.version} (key set ${before.keys?.version ?? 0}) is published.`
        : refusalMessage(code),
    );
  }
  const { definitions, version, hash, trust, signers } = verified;
  // Keys of the past may sign beside, for pages whose tag still pins them; strangers may not.
  const known = [...keys, ...registry.everyKey(), ...(definitions.keys?.keys ?? [])];
  const [stranger] = await unverifiedSigners(envelope, known, crypto.subtle);
  if (stranger !== undefined) {
    return failure(
      'invalid',
      `The signature by ${stranger} cannot be checked: no registered or listed key has this name and fits. Sign with keys of the site alone.`,
    );
  }
  const checked = checkDefinitions(definitions, { now });
  if (!checked.ok) {
    return failure(
      'invalid',
      'The definitions have errors; nothing was published. Mend the places listed and sign again.',
      checked.errors.map(toWire),
    );
  }
  const warnings = checked.warnings.map(toWire);
  const published = { ok: true, version, hash, warnings } as const;
  if (before?.hash === hash) {
    // The answer to the first attempt may have been lost: the same again is done already.
    return registry.holdsEnvelope(version, envelope)
      ? published
      : { ...published, warnings: [...warnings, otherSignatures(version)] };
  }
  if (before && definitions.previous !== undefined && definitions.previous !== before.hash) {
    return failure(
      'conflict',
      `"previous" is not the hash of the published version ${before.version}, which is ${before.hash}.`,
    );
  }
  if (registry.hasVersion(version)) {
    return failure(
      'conflict',
      `Version ${version} was published under an older key set, and its address never changes. Take another number.`,
    );
  }
  const added = registry.add(before, {
    envelope,
    trust,
    ...(await saidBy(definitions)),
    signers,
    published: now,
    by,
  });
  return added
    ? published
    : failure(
        'conflict',
        'Another version was published at the same moment. Look at it, then publish again.',
      );
}

const otherSignatures = (version: number): WireIssue => ({
  path: [],
  message: `Version ${version} is published already with other signatures, and those stay. To publish these, raise the version.`,
});

function toWire({ path, message }: WireIssue): WireIssue {
  return { path, message };
}
