// The engine beside the page: a slow pattern, or a long log, holds nothing up and can be stopped.
import { play, type Played } from './run.ts';

export interface Asked {
  readonly number: number;
  readonly definitions: string;
  readonly log: string;
}
export type Told = Played & { readonly number: number };

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const { number, definitions, log } = data;
  let played: Played;
  try {
    played = play(definitions, log, Date.now());
  } catch (reason) {
    const text = `The engine stopped: ${reason instanceof Error ? reason.message : 'for no reason that it gave'}.`;
    played = { problems: [{ severity: 'error', text }], at: null, visitors: [] };
  }
  postMessage({ ...played, number } satisfies Told);
});
