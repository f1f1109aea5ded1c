import { MAX_RETENTION_MS } from '../../shared/definitions/durations.ts';

/** The device's secret for its coins. It never leaves the device. */
export interface Seed {
  /** 16 random bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When it was made, milliseconds since the epoch. */
  readonly made: number;
}

/** The stored seed, or a new one: where there was none, or it has lived its time, which use does not prolong. */
export function currentSeed(
  stored: unknown,
  now: number,
  random: (bytes: Uint8Array<ArrayBuffer>) => void,
): Seed {
  const { bytes, made } = (stored ?? {}) as Partial<Seed>;
  if (bytes instanceof Uint8Array && bytes.length === 16 && now - Number(made) < MAX_RETENTION_MS)
    // Made by a clock that was ahead, it would live longer.
    return Number(made) > now ? { bytes: bytes as Seed['bytes'], made: now } : (stored as Seed);
  const fresh = new Uint8Array(16);
  random(fresh);
  return { bytes: fresh, made: now };
}
