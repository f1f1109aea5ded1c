// Measurement by information: where the owner's signed definitions say that for the visitor's country, the page informs
// and the visitor may object, instead of being asked.
import type { Covey } from '../../api.ts';
import { measurementPolicy, type PolicySource } from './policy.ts';

export type { PolicySource } from './policy.ts';

export interface InformOptions extends PolicySource {
  /** Puts the notice, with a way to object, before the visitor; measurement begins once this has settled. */
  readonly show: () => void | Promise<void>;
}

/**
 * `informed`: the notice was shown and measurement is granted. `ask`: ask the visitor. `answered`: an answer or a signal
 * of the browser stands, and nothing was requested.
 */
export type Informed = 'informed' | 'ask' | 'answered';

/**
 * Grants measurement, and never personalisation, after `show`, where information is enough; until then nothing is
 * stored. Asks nothing of the Worker where the visitor has answered. Never rejects.
 */
export async function inform(covey: Covey, { show, ...source }: InformOptions): Promise<Informed> {
  try {
    // A stub knows of no answer.
    await covey.ready;
    await seen();
    if (isAnswered(covey)) return 'answered';
    // A preview is nobody's visit.
    if (document.documentElement.hasAttribute('data-covey-preview')) return 'ask';
    if (await hasLapsed(covey)) return 'ask';
    if ((await measurementPolicy(source)) === 'ask') return isAnswered(covey) ? 'answered' : 'ask';
    // The visitor may have been faster.
    if (isAnswered(covey)) return 'answered';
    await show();
    if (isAnswered(covey)) return 'answered';
    // No act of the visitor: it yields to every answer and to every signal.
    const { text } = source;
    covey.consent.set({ measurement: true, replayed: true, ...(text && { text }) });
    return covey.consent.get().measurement ? 'informed' : 'ask';
  } catch {
    return 'ask';
  }
}

/** A page that nobody looks at informs nobody, and asks for nothing. */
const seen = (): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    look();
  });

function isAnswered(covey: Covey): boolean {
  const { time, signal } = covey.consent.get();
  return time !== null || signal !== null;
}

/** An answer stood here once. It may have been an objection, so that information is not enough any more. */
async function hasLapsed(covey: Covey): Promise<boolean> {
  const { local } = await covey.export();
  const record: unknown = typeof local === 'string' ? JSON.parse(local) : local;
  // A time that `get()` does not give is that of an answer which does not hold any more.
  return typeof record === 'object' && record !== null && ('asked' in record || 'time' in record);
}
