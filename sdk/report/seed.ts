/** The device's secret for its coins. It never leaves the device. */
export interface Seed {
  /** 16 random bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When it was made, milliseconds since the epoch. */
  readonly made: number;
}

/** Thirteen months of 30.4 days, from the making on: use does not prolong it. */
const SEED_LIFE_MS = 395 * 864e5;

/** The stored seed, or a new one: where there was none, or it has lived its time. */
export function currentSeed(
  stored: unknown,
  now: number,
  random: (bytes: Uint8Array<ArrayBuffer>) => void,
): Seed {
  const { bytes, made } = (stored ?? {}) as Partial<Seed>;
  if (bytes instanceof Uint8Array && bytes.length === 16 && now - Number(made) < SEED_LIFE_MS)
    return stored as Seed;
  const fresh = new Uint8Array(16);
  random(fresh);
  return { bytes: fresh, made: now };
}
