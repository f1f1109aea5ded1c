import type { Trust, Refused, Verified } from './verify.ts';

/** Key sets that are caught up on in one go. */
const MAX_STEPS = 16;

/**
 * What is trusted after the key sets that were published since, one by one: each must be vouched for by the one before
 * (TUF 5.3). `ask` gets the document of a key set, or nothing; `check` verifies it as a step.
 */
export async function catchUp(
  trust: Trust,
  ask: (keySet: number) => Promise<Uint8Array | null | undefined>,
  check: (
    envelope: Uint8Array,
    seen: Trust,
  ) => Promise<Pick<Verified, 'ok' | 'keySet' | 'trust'> | Refused>,
): Promise<Trust> {
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const next: number = (trust.keys?.version ?? 0) + 1;
    const envelope = await ask(next);
    const verified = envelope && (await check(envelope, trust));
    if (!verified || !verified.ok || verified.keySet !== next) break;
    trust = verified.trust;
  }
  return trust;
}

/** Whether it may be that key sets were missed, for which a document is refused. */
export const mayHaveMissed = ({ code }: Refused): boolean =>
  /^(?:untrusted|threshold|key-set-gap)$/.test(code);
