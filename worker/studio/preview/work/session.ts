import { zoneOffsets } from '../../../../shared/logs/index.ts';
import type { Answer, Request } from '../messages.ts';
import type { Read } from './evaluation.ts';
import { dailyVisitors, evaluateSegment, type Known, nothingKnown } from './jobs.ts';
import { lookAt } from './look.ts';
import { readLog, type Taken } from './read-log.ts';
import { Refused } from './refused.ts';
import { takeGenerated } from './take-generated.ts';

/** What the worker takes from the platform. */
export interface Platform {
  readonly send: (answer: Answer) => void;
  /** Lets messages come in. */
  readonly breathe: () => Promise<void>;
  readonly clock: () => number;
  readonly now: () => number;
}

/** Milliseconds between two words on how far the reading is. */
const TELL_MS = 100;

/** Holds a log and answers what is asked of it; a new request ends what is under way. */
export function createSession({
  send,
  breathe,
  clock,
  now,
}: Platform): (request: Request) => Promise<void> {
  let newest = 0;
  let read: Omit<Read, 'complete'> | null = null;
  let known: Known = nothingKnown();
  let wasComplete = false;

  const tell = (job: number) => {
    const isNewest = () => job === newest;
    return {
      isNewest,
      told: (answer: Parameters<Parameters<typeof evaluateSegment>[4]['tell']>[0]) => {
        if (isNewest()) send({ ...answer, job } as Answer);
      },
    };
  };
  const take = ({ log, headings, first, at, ...taken }: Taken, zone: string, job: number) => {
    read = { log, headings, first, at, offsetAt: zoneOffsets(zone) ?? (() => 0) };
    known = nothingKnown();
    const daily = dailyVisitors({ ...read, complete: false });
    send({ type: 'read', job, summary: { ...taken, first, at, visitors: log.ids.length, daily } });
  };

  const answer = async (request: Request): Promise<void> => {
    const { job } = request;
    const { isNewest, told } = tell(job);
    if (request.type === 'look') {
      told({ type: 'head', head: await lookAt(request.file) });
    } else if (request.type === 'read') {
      let last = clock();
      const taken = await readLog(request.file, request.asked, now(), async (bytes, events) => {
        if (clock() - last < TELL_MS) return;
        last = clock();
        told({ type: 'reading', bytes, events });
        await breathe();
        if (!isNewest()) throw new Stopped();
      });
      if (isNewest()) take(taken, request.asked.zone, job);
    } else if (request.type === 'generate') {
      take(takeGenerated(now()), request.zone, job);
    } else if (request.type === 'evaluate' && read) {
      const { definitions, segment, complete } = request;
      if (complete !== wasComplete) known = nothingKnown();
      wasComplete = complete;
      await evaluateSegment({ ...read, complete }, definitions, segment, known, {
        tell: told,
        clock,
        pause: async () => {
          await breathe();
          return isNewest();
        },
      });
    }
  };

  return async (request) => {
    newest = request.job;
    try {
      await answer(request);
    } catch (error) {
      if (error instanceof Stopped || request.job !== newest) return;
      const hints = error instanceof Refused ? error.hints : ['Load the page anew, and try again.'];
      const message = error instanceof Error ? error.message : String(error);
      send({ type: 'refused', job: request.job, message, hints });
    }
  };
}

class Stopped extends Error {}
