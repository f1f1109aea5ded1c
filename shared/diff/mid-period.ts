import { countingOf, periodAt, periodEnd } from '../counting/index.ts';
import type { Definitions } from '../definitions/types.ts';
import type { Meaning } from './meaning.ts';

/**
 * What a publish in the middle of a period does to its numbers; null: nothing was counted, or all questions stay. `now`:
 * milliseconds since the epoch.
 */
export function midPeriodText(
  before: Pick<Definitions, 'version' | 'counting'>,
  { counted: { on, restarted, anew, begun, ended } }: Meaning,
  now: number,
): string | null {
  const counting = countingOf(before);
  const [again, others] = [
    [...anew, ...restarted],
    [...begun, ...ended],
  ];
  const isCounted = on.length + again.length + ended.length > 0;
  if (!counting || !isCounted || again.length + others.length === 0) return null;
  const { periodMs } = counting;
  const end = new Date(periodEnd(periodAt(now, periodMs), periodMs)).toISOString().slice(0, 10);
  const what =
    again.length === 1
      ? `1 question begins anew (${again.join()})`
      : again.length > 1
        ? `${again.length} questions begin anew (${again.join(', ')})`
        : 'The questions are others';
  const stay =
    on.length > 0 && again.length > 0 ? ' Those that stay count apart before and after, too.' : '';
  return `${what} in the middle of a period that ends on ${end}.${stay} The numbers of this period so far stay under version ${before.version}, and who answered there does not answer again before ${end}.`;
}
