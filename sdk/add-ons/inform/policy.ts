import type { Definitions } from '../../../shared/definitions/types.ts';
import { parseKeys, verifyDefinitions } from '../../../shared/signing/index.ts';
import {
  contextUrl,
  definitionsUrl,
  MAX_ENVELOPE_BYTES,
  parseContext,
} from '../../../shared/wire/index.ts';
import { request } from './request.ts';

const MAX_CONTEXT_BYTES = 4096;

/** Whose definitions, and where they are had: as in the tag. */
export interface PolicySource {
  readonly site: string;
  /** Pinned keys: `kid:x`, separated by white space. */
  readonly keys: string;
  /** Origin of the Worker. */
  readonly edge: string;
  readonly minVersion?: number | undefined;
  /** Version of the text with which the page informs; 1 unless said. */
  readonly text?: number | undefined;
}

/**
 * What the owner's signed definitions say of measurement for the visitor's country. Asks the Worker for the definitions
 * and, only where some country is informed, for coarse context; keeps neither. Whatever is not known is *ask*. Never rejects.
 */
export async function measurementPolicy(source: PolicySource): Promise<'ask' | 'inform'> {
  try {
    const definitions = await definitionsOf(source);
    const { text = 1, policies = {} } = definitions?.consent ?? {};
    // With an older text than the definitions name no answer holds. For children nothing is ever counted.
    if (!definitions || definitions.stop || definitions.children || text > (source.text ?? 1))
      return 'ask';
    if (!Object.values(policies).some(({ measurement }) => measurement === 'inform')) return 'ask';
    const country = await countryHere(source.edge);
    const policy = country === null ? undefined : (policies[country] ?? policies['*']);
    return policy?.measurement === 'inform' ? 'inform' : 'ask';
  } catch {
    return 'ask';
  }
}

async function definitionsOf(source: PolicySource): Promise<Definitions | null> {
  const { edge, site, minVersion } = source;
  const envelope = await request(definitionsUrl(edge, site), MAX_ENVELOPE_BYTES);
  const verified =
    envelope &&
    (await verifyDefinitions(envelope, {
      keys: parseKeys(source.keys),
      site,
      now: Date.now(),
      minVersion,
      subtle: crypto.subtle,
    }));
  return verified?.ok ? verified.definitions : null;
}

async function countryHere(edge: string): Promise<string | null> {
  const body = await request(contextUrl(edge), MAX_CONTEXT_BYTES);
  const country = body && parseContext(JSON.parse(new TextDecoder().decode(body)))?.country;
  return country && /^[A-Z]{2}$/.test(country) ? country : null;
}
