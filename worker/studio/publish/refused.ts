/** A token that the Worker did not take for an act: it is not tried again, and another is asked for in its place. */
import { type Signal, useSignal } from '@preact/signals';
import { leave, refusalOf } from '../site/index.ts';

interface Refused {
  readonly token: string;
  /** Said at the field. */
  readonly why: string;
}
type Code = Parameters<typeof refusalOf>[0];

export const useRefused = (): Signal<Refused | null> => useSignal<Refused | null>(null);

/** Notes that a token was refused, by the code of the answer; false where the answer was about something else. */
export function noteRefused(
  refused: Signal<Refused | null>,
  { site, token }: { readonly site: string; readonly token: string },
  code: Code,
  more: string,
): boolean {
  const why = refusalOf(code, site);
  if (why === null) return false;
  refused.value = { token, why: `${why} ${more}` };
  // One that is good for something else may go on with that.
  if (code === 'unauthorized') leave(why);
  return true;
}
