/** The device's secret for its coins. It never leaves the device. */
export interface Seed {
  /** 16 random bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When it was made, milliseconds since the epoch. */
  readonly made: number;
  /** Until when nothing more is sent: the end of the period last reported, or 0. */
  readonly until: number;
}

/** Thirteen months of 30.4 days, from the making on: use does not prolong it. */
export const SEED_LIFE_MS = 395 * 864e5;

/** The stored seed, or a new one: where there was none, or it has lived its time. */
export function currentSeed(
  stored: unknown,
  now: number,
  random: (bytes: Uint8Array<ArrayBuffer>) => void,
): Seed {
  const seed = (stored ?? {}) as Partial<Seed>;
  const { bytes, made, until } = seed;
  const sound =
    bytes instanceof Uint8Array &&
    bytes.length === 16 &&
    Number.isFinite(made) &&
    Number.isFinite(until);
  if (sound && now - (made as number) < SEED_LIFE_MS) return seed as Seed;
  const fresh = new Uint8Array(16);
  random(fresh);
  return { bytes: fresh, made: now, until: sound ? (until as number) : 0 };
}
