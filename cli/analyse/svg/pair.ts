import { exactPercent } from '../../../shared/counting/index.ts';
import type { Differences } from '../differences.ts';
import { TITLE, WIDTH, axis, bar, heading, label, type Panel } from './picture.ts';

const [HEIGHT, BELOW, LEGEND] = [80, 20, 14];

/** Which group is drawn how. */
export function legendPanel({ groups: [one, other] }: Differences): Panel {
  const side = { y: 3, width: LEGEND, height: 10 };
  return {
    says: `${one} and ${other}: of each, what share of those with any has how much.`,
    height: 18,
    drawing: [
      bar('one', { x: 0, ...side }),
      label(one, { x: LEGEND + 6, y: 12 }),
      bar('other', { x: WIDTH / 2, ...side }),
      label(other, { x: WIDTH / 2 + LEGEND + 6, y: 12 }),
    ].join('\n'),
  };
}

/** One metric in two groups: shares of those who have any. */
export function pairPanel(
  { metric, amounts, bins, strength, least, shares }: Differences['metrics'][number],
  [one, other]: Differences['groups'],
): Panel {
  const sizes = bins.counts.map((counts) => counts.reduce((sum, n) => sum + n, 0));
  const parts = bins.counts.map((counts, group) =>
    counts.map((visitors) => visitors / Math.max(1, sizes[group] ?? 0)),
  );
  const most = Math.max(Number.MIN_VALUE, ...parts.flat());
  const many = parts[0]?.length ?? 1;
  const width = WIDTH / many;
  const bottom = TITLE + HEIGHT;
  const last = bins.from + bins.width * (many - 1);
  const said = Number.isFinite(least) ? `at least ${amounts.say(least)}` : 'never any';
  return {
    says: `${metric}: ${exactPercent(strength)} apart; ${exactPercent(shares[0])} of ${one} and ${exactPercent(shares[1])} of ${other} have ${said}.`,
    height: bottom + BELOW,
    drawing: [
      heading(metric, `${exactPercent(strength)} apart`),
      ...parts.flatMap((part, group) =>
        part.map((share, at) => {
          const high = (share / most) * HEIGHT;
          return bar(group === 0 ? 'one' : 'other', {
            x: at * width + (group === 0 ? 0 : width * 0.12),
            y: bottom - high,
            width: width * 0.8,
            height: high,
          });
        }),
      ),
      axis(bottom),
      label(amounts.say(bins.from), { y: bottom + 16 }),
      label(`${amounts.say(last)} and more`, { x: WIDTH, y: bottom + 16, end: true }),
    ].join('\n'),
  };
}
