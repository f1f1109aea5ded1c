import { COUNTED, countedUntil } from '../../sdk/counted.ts';
import { createReporter, type Kept } from '../../sdk/report/index.ts';
import type { Transaction } from '../../sdk/store/index.ts';
import { takePeriod } from '../../sdk/take-period.ts';
import { questionSet, type SubtleHmac } from '../../shared/counting/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { decodeReport } from '../../shared/wire/index.ts';

/** A report as someone sees it who can link all that a device sends. */
export interface Linked {
  /** The period it speaks for, milliseconds since the epoch by the device's clock. */
  readonly from: number;
  readonly to: number;
  readonly epsilon: number;
  readonly answer: number;
  /** When it was sent, by a clock that is right. */
  readonly sent: number;
}

export type Subtle = SubtleHmac & Pick<SubtleCrypto, 'digest'>;

export interface DeviceOptions {
  readonly subtle: Subtle;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** The true answer, whatever is asked. */
  readonly has: () => boolean;
  /** Forgets with the consent which periods were reported, as a page that had no such memory would. */
  readonly forgetful?: boolean;
}

const UNHURT = { localStorage: true, database: true };

/**
 * One origin of one browser: its storage, its clock, and the page's own code for counts. Pages, consent
 * and definitions are up to whoever drives it.
 */
export function createDevice(options: DeviceOptions) {
  const sent: Linked[] = [];
  const local = new Map<string, string>();
  const database = new Map<string, unknown>();
  let kept: Kept = {};
  let real = 0;
  let ahead = 0;
  const now = () => real + ahead;
  const storage = () =>
    ({
      getItem: (key: string) => local.get(key) ?? null,
      setItem: (key: string, value: string) => void local.set(key, value),
    }) as unknown as Storage;
  const until = () => countedUntil(storage);
  const counted = {
    until,
    storage,
    granted: () => true,
    store: {
      mode: () => 'indexeddb' as const,
      transact: <T>(work: (transaction: Transaction) => Promise<T>) =>
        work({
          get: (key: string) => Promise.resolve(database.get(key)),
          put: (key: string, value: unknown) => void database.set(key, value),
        } as never),
    },
  };

  return {
    sent,
    /** Which of the two places still know until when nothing is due. */
    remembers: () => ({ localStorage: local.has(COUNTED), database: database.has('until') }),
    /** Lets time pass, by all clocks. */
    pass: (ms: number) => void (real += ms),
    /** Sets the device's clock ahead of the right one, or behind. */
    setClock: (ms: number) => void (ahead = ms),
    clock: now,
    /** Measurement is refused or withdrawn, or everything is erased. */
    withdraw() {
      kept = {};
      if (!options.forgetful) return;
      local.clear();
      database.clear();
    },
    /** Something that is not Covey removes what it finds. */
    lose(what: Partial<typeof UNHURT>) {
      if (what.localStorage) local.clear();
      if (what.database) database.clear();
    },
    /** A page with these definitions is open for so long. */
    async visit(definitions: Definitions, ms: number): Promise<void> {
      const { subtle } = options;
      const set = await questionSet(definitions, (bytes) => subtle.digest('SHA-256', bytes));
      const reporter = createReporter({
        edge: 'https://edge.example',
        site: definitions.site,
        fetch: (_url, init) => {
          const decoded = decodeReport(init?.body as Uint8Array);
          if (!decoded.ok) throw new Error(decoded.code);
          const { period, answer } = decoded.report;
          const { epsilon, periodMs } = set;
          const [from, to] = [period * periodMs, (period + 1) * periodMs];
          sent.push({ from, to, epsilon, answer, sent: real });
          return Promise.resolve(new Response(null, { status: 204 }));
        },
        subtle,
        random: (bytes) => bytes.forEach((_, at) => (bytes[at] = options.random() * 256)),
        now,
        kept: (change) => Promise.resolve((kept = change(kept))),
        counted: { until, take: (from, to) => takePeriod(counted, from, to) },
        decided: () => true,
        has: options.has,
        onProblem: () => {},
      });
      await reporter.prepare(definitions, now());
      let left = ms;
      for (
        let wait = await reporter.step();
        wait !== null && wait <= left;
        wait = await reporter.step()
      ) {
        real += wait;
        left -= wait;
      }
      real += left;
      reporter.stop();
    },
  };
}
export type Device = ReturnType<typeof createDevice>;
