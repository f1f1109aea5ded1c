import { Failure } from '../failure.ts';
import { bytesText } from './cost.ts';

/** The most that is held in memory of one answer. */
const MOST_HELD = 64e6;
/** A server is to say itself that its time is over: the clock on this side waits that much longer. */
const LATER_MS = 5000;

/** One question, until all of its answer is here. */
export interface Question {
  /** @throws what ended the question, should that come first, or be why it failed. */
  readonly until: <T>(part: Promise<T>) => Promise<T>;
  readonly done: () => void;
}

/** A server that is silent, or does not stop, is left. */
export interface Watch {
  /** @throws why the server was left, if it was. */
  readonly ask: () => Question;
  /** Bytes that have come. */
  readonly heard: (bytes: number) => void;
  /** What has come is not held any longer. */
  readonly taken: () => void;
  /** Ends what is being asked, with this as the reason. */
  readonly leave: (why: Failure) => void;
}

export function startWatch(name: string, timeoutMs: number | null, hangUp: () => void): Watch {
  let held = 0;
  let why: Failure | null = null;
  let fail: (why: Failure) => void = () => {};
  const leave = (reason: Failure) => {
    why ??= reason;
    fail(why);
    hangUp();
  };
  return {
    ask() {
      if (why) throw why;
      held = 0;
      const broken = new Promise<never>((_, reject) => (fail = reject));
      // It may come when nobody waits.
      broken.catch(() => {});
      const timer =
        timeoutMs === null
          ? undefined
          : setTimeout(() => leave(silent(name, timeoutMs)), timeoutMs + LATER_MS);
      return {
        async until(part) {
          try {
            return await Promise.race([part, broken]);
          } catch (error) {
            throw why ?? error;
          }
        },
        done: () => clearTimeout(timer),
      };
    },
    heard(bytes) {
      held += bytes;
      if (held > MOST_HELD) leave(endless(name));
    },
    taken() {
      held = 0;
    },
    leave,
  };
}

const silent = (name: string, timeoutMs: number): Failure =>
  new Failure('unreachable', `${name} did not answer within ${timeoutMs / 1000} s.`, [
    '--timeout says how long one question may take. Nothing was changed there.',
  ]);

const endless = (name: string): Failure =>
  new Failure('refused', `${name} answered one question with more than ${bytesText(MOST_HELD)}.`, [
    'Is it the database that is meant? Fewer segments, and shorter names of events, make answers shorter.',
  ]);
