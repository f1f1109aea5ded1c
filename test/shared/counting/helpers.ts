import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Digest, SubtleHmac } from '../../../shared/counting/index.ts';

export const digest: Digest = (bytes) => crypto.subtle.digest('SHA-256', bytes);

/** A small document that counts; parts of it are replaced by the tests. */
export function definitionsOf(part: Partial<Definitions>): Definitions {
  return {
    covey: 1,
    site: 'hazel.example',
    version: 1,
    issued: '2026-11-24T00:00:00Z',
    expires: '2027-01-24T00:00:00Z',
    segments: {},
    ...part,
  };
}

/** `count` segments that are all asked about. */
export function segmentsOf(count: number): Definitions['segments'] {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `s${index}`,
      { when: { 'session.number': index + 1 }, count: true },
    ]),
  );
}

/** Seeded 32-bit generator (sfc32); the tests draw from nothing else. */
export function randomness(seed: number): () => number {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, seed >>> 0, 1];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let round = 0; round < 20; round++) next();
  return next;
}

/** A uniform whole number below 2⁵³. */
export function coinOf(random: () => number): number {
  return (random() >>> 11) * 2 ** 32 + random();
}

/** How many of `n` come up, each with this chance: exact for few, normal for many. `random` is at least 0, below 1. */
export function binomial(n: number, chance: number, random: () => number): number {
  if (chance >= 1) return n;
  const variance = n * chance * (1 - chance);
  if (variance < 30) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Number(random() < chance);
    return sum;
  }
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(n, Math.max(0, Math.round(n * chance + normal * Math.sqrt(variance))));
}

export function seedOf(random: () => number): Uint8Array<ArrayBuffer> {
  const seed = new Uint8Array(16);
  const view = new DataView(seed.buffer);
  for (let at = 0; at < 16; at += 4) view.setUint32(at, random());
  return seed;
}

/**
 * Stands in for WebCrypto where a million HMACs would take minutes: a fast keyed hash, of no
 * cryptographic worth, with the same interface. The real one runs beside it with fewer runs.
 */
export const cheapSubtle: SubtleHmac = {
  importKey: (_format, key) => Promise.resolve(key),
  sign(_algorithm, key, data) {
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (const bytes of [key as Uint8Array, data]) {
      for (const byte of bytes) {
        a = Math.imul(a ^ byte, 2654435761);
        b = Math.imul(b ^ byte, 1597334677);
        a = (a << 13) | (a >>> 19);
        b = (b << 17) | (b >>> 15);
      }
    }
    for (let round = 0; round < 2; round++) {
      a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
      b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    }
    const out = new DataView(new ArrayBuffer(32));
    out.setUint32(0, a);
    out.setUint32(4, b);
    return Promise.resolve(out.buffer);
  },
};

/** Regularised incomplete beta function, by its continued fraction (Lentz; DLMF 8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  let [c, d] = [1, 1 - ((a + b) * x) / (a + 1)];
  d = 1 / d;
  let fraction = d;
  for (let m = 1; m < 2000; m++) {
    for (const step of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + step * d);
      c = 1 + step / c;
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return (front * fraction) / a;
}

/** Stirling's series, after shifting the argument above 10. */
function logGamma(x: number): number {
  let shift = 0;
  while (x < 10) shift += Math.log(x++);
  const y = 1 / (x * x);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** Exact one-sided bounds of a probability, each missed with chance `alpha` (Clopper and Pearson 1934). */
export function clopperPearson(hits: number, runs: number, alpha: number): [number, number] {
  const solve = (target: number, a: number, b: number) => {
    let [low, high] = [0, 1];
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      if (incompleteBeta(middle, a, b) < target) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return [
    hits === 0 ? 0 : solve(alpha, hits, runs - hits + 1),
    hits === runs ? 1 : solve(1 - alpha, hits + 1, runs - hits),
  ];
}
