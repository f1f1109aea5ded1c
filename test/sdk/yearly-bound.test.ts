// What an owner may learn who can link all reports of a device. The page's own code runs; beside it,
// the same without what protects, so that it is seen that these tests would notice.
import { describe, expect, it } from 'vitest';
import {
  createDevice,
  guessing,
  liveFiveYears,
  mostIn,
  overlaps,
  renumbered,
  reworded,
  type Linked,
  type Subtle,
} from '../../scripts/simulated-devices/index.ts';
import { cheapSubtle, randomness } from '../shared/counting/helpers.ts';

const uniform = (seed: number) => {
  const random = randomness(seed);
  return () => random() / 2 ** 32;
};
/** Fast stand-ins for HMAC and SHA-256; the real ones run in `npm run simulate-bound`. */
const hash = async (bytes: Uint8Array<ArrayBuffer>) =>
  cheapSubtle.sign('HMAC', new Uint8Array(1), bytes);
const subtle: Subtle = {
  ...cheapSubtle,
  digest: (_, bytes) => hash(bytes as Uint8Array<ArrayBuffer>),
};

const ofPeriod = ({ from, to }: Linked) => [from, to] as const;
const ofSending = ({ sent }: Linked) => [sent, sent] as const;

describe('ε over five years of republishing, consent changes and lost storage', () => {
  const lives = async (devices: number, clockJumps: boolean, forgetful = false) => {
    const all: (readonly Linked[])[] = [];
    for (let seed = 1; seed <= devices; seed++)
      all.push(await liveFiveYears({ subtle, random: uniform(seed), clockJumps, forgetful }));
    return all;
  };

  it('adds up to 26 at most over the periods of any 52 weeks, and to 30 in any 365 days', async () => {
    const all = await lives(4, false);
    for (const reports of all) {
      expect(overlaps(reports)).toBe(0);
      expect(mostIn(364, reports, ofPeriod)).toBeLessThanOrEqual(26);
      expect(mostIn(365, reports, ofSending)).toBeLessThanOrEqual(30);
    }
    // The devices did report: the bound is not kept by silence.
    expect(Math.max(...all.map((reports) => mostIn(364, reports, ofPeriod)))).toBeGreaterThan(8);
  });

  it.each(['7d', '28d'] as const)(
    'is 26 for whoever comes every day, at a period of %s: nobody is left out',
    async (period) => {
      const device = createDevice({ subtle, random: uniform(9), has: () => true });
      const definitions = { ...reworded(uniform(9)), counting: { period } };
      for (let day = 0; day < 600; day++) {
        device.pass(864e5 - 120_000);
        await device.visit(definitions, 120_000);
      }
      expect(mostIn(364, device.sent, ofPeriod)).toBe(26);
      expect(device.sent.length).toBeGreaterThanOrEqual(600 / parseInt(period));
    },
  );

  it('whatever the clock does, no time is reported for twice', async () => {
    for (const reports of await lives(4, true)) {
      expect(overlaps(reports)).toBe(0);
      expect(mostIn(364, reports, ofPeriod)).toBeLessThanOrEqual(26);
      expect(reports.length).toBeGreaterThan(20);
    }
  });

  it('would not without the memory that outlives consent', async () => {
    const [reports = []] = await lives(1, false, true);
    expect(overlaps(reports)).toBeGreaterThan(10);
    expect(mostIn(364, reports, ofPeriod)).toBeGreaterThan(40);
  });
});

describe('an owner who links reports and publishes anew in every period', () => {
  const devices = 250;
  /** Standard errors around the stated rate. */
  const within = (rate: number) => 4 * Math.sqrt((rate * (1 - rate)) / devices);
  const told = Math.exp(2) / (1 + Math.exp(2));

  it('is right about a fact 88 % of the time, however often it is asked in other words', async () => {
    const rate = await guessing({ devices, subtle, random: uniform(1), publish: reworded });
    expect(Math.abs(rate - told)).toBeLessThan(within(told));
  });

  it('would be right nearly always, if the coin hung on the words', async () => {
    let words = 0;
    const publish = (random: () => number) => {
      words += 1;
      return reworded(random);
    };
    const perWording: Subtle = {
      ...subtle,
      digest: (_, bytes) =>
        hash(new Uint8Array([...new Uint8Array(bytes as ArrayBuffer), words >> 8, words & 255])),
    };
    const rate = await guessing({ devices, subtle: perWording, random: uniform(2), publish });
    expect(rate).toBeGreaterThan(told + within(told));
    expect(rate).toBeGreaterThan(0.98);
  });

  it('learns as much as thirteen answers tell, where the numbers differ: that is what the sum is for', async () => {
    const rate = await guessing({ devices, subtle, random: uniform(3), publish: renumbered });
    expect(rate).toBeGreaterThan(0.99);
  });
});
