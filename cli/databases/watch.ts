import { Failure } from '../failure.ts';
import { bytesText } from './cost.ts';
import { networkFailure } from './failures.ts';

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

/** A server, and what tells of it. */
export interface Watched {
  readonly name: string;
  /** The longest that a question may take; null: as long as the server is there. */
  readonly timeoutMs: number | null;
  /** The longest that something may take that needs no time. */
  readonly patienceMs: number;
  /** Asks it something else, beside what it is asked. */
  readonly isAlive: (given: AbortSignal) => Promise<unknown>;
  readonly hangUp: () => void;
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

export function startWatch({ name, timeoutMs, patienceMs, isAlive, hangUp }: Watched): Watch {
  let held = 0;
  let hasAnswered = false;
  /** Whether something has come since this was last asked. */
  let isHeard = false;
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
      let isOver = false;
      const late = timeoutMs === null ? Infinity : timeoutMs + LATER_MS;
      // The first question is answered at once by whatever is a database.
      const limit =
        !hasAnswered && patienceMs < late
          ? setTimeout(() => leave(silent(name, patienceMs)), patienceMs)
          : timeoutMs === null
            ? undefined
            : setTimeout(() => leave(silent(name, timeoutMs)), late);
      isHeard = true;
      const life = setInterval(() => {
        const isSilent = !isHeard;
        isHeard = false;
        if (isSilent && hasAnswered)
          void signOfLife(name, patienceMs, isAlive).then((answers) => {
            if (!answers && !isOver && !isHeard) leave(gone(name));
          });
      }, patienceMs);
      return {
        async until(part) {
          try {
            const found = await Promise.race([part, broken]);
            hasAnswered = true;
            return found;
          } catch (error) {
            throw why ?? error;
          }
        },
        done() {
          isOver = true;
          clearTimeout(limit);
          clearInterval(life);
        },
      };
    },
    heard(bytes) {
      isHeard = true;
      held += bytes;
      if (held > MOST_HELD) leave(endless(name));
    },
    taken() {
      held = 0;
    },
    leave,
  };
}

/** Whether the server answers something else, be it that it refuses to. */
async function signOfLife(
  name: string,
  patienceMs: number,
  isAlive: Watched['isAlive'],
): Promise<boolean> {
  const given = AbortSignal.timeout(patienceMs);
  const over = new Promise<never>((_, reject) => {
    given.addEventListener('abort', () => reject(given.reason), { once: true });
  });
  try {
    await Promise.race([isAlive(given), over]);
    return true;
  } catch (error) {
    return !given.aborted && networkFailure(name, error) === null;
  }
}

const gone = (name: string): Failure =>
  new Failure('unreachable', `${name} does not answer any more.`, [
    'Nothing was changed there. See whether it runs, and whether the way there is open; then run the command again.',
  ]);

const silent = (name: string, timeoutMs: number): Failure =>
  new Failure('unreachable', `${name} did not answer within ${timeoutMs / 1000} s.`, [
    'Check host and port of --url; --timeout says how long one question may take. Nothing was changed there.',
  ]);

const endless = (name: string): Failure =>
  new Failure('refused', `${name} answered one question with more than ${bytesText(MOST_HELD)}.`, [
    'Is it the database that is meant? Fewer segments, and shorter names of events, make answers shorter.',
  ]);
