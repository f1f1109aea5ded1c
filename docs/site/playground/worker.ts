// The engine beside the page: a slow pattern, or a long log, holds nothing up and can be stopped.
import { play, type Played } from './run.ts';

export interface Asked {
  readonly number: number;
  readonly definitions: string;
  readonly log: string;
}
export interface Told {
  readonly number: number;
  /** Null: it begins now, which may be long after it was asked, as all of this is loaded first. */
  readonly played: Played | null;
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const { number, definitions, log } = data;
  postMessage({ number, played: null } satisfies Told);
  let played: Played;
  try {
    played = play(definitions, log, Date.now());
  } catch (reason) {
    const text = `The engine stopped: ${reason instanceof Error ? reason.message : 'for no reason that it gave'}.`;
    played = { problems: [{ severity: 'error', text }], at: null, visitors: [] };
  }
  postMessage({ number, played } satisfies Told);
});
