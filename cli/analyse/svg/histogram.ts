import { count } from '../../../shared/counting/index.ts';
import type { Spread } from '../findings.ts';
import { withoutNumbers } from '../report.ts';
import { TITLE, WIDTH, axis, bar, heading, label, type Panel } from './picture.ts';

const [HEIGHT, BELOW] = [96, 20];

/** How many visitors have how much of a metric. */
export function histogramPanel({ name, all, any, bins, quantiles, amounts }: Spread): Panel {
  const most = Math.max(1, ...bins.counts);
  const width = WIDTH / bins.counts.length;
  const bottom = TITLE + HEIGHT;
  const last = bins.from + bins.width * (bins.counts.length - 1);
  const said = (part: number) =>
    amounts.say(quantiles.find((one) => one.part === part)?.value ?? 0);
  return {
    says:
      any.length === 0
        ? withoutNumbers(name, all)
        : `${name}: ${count(any.length)} with any, half of them at least ${said(0.5)}, from ${said(0)} to ${said(1)}.`,
    height: bottom + BELOW,
    drawing: [
      heading(name, `${count(any.length)} with any`),
      ...bins.counts.map((visitors, at) => {
        const high = (visitors / most) * HEIGHT;
        return bar('one', { x: at * width, y: bottom - high, width: width * 0.92, height: high });
      }),
      axis(bottom),
      label(amounts.say(bins.from), { y: bottom + 16 }),
      label(`${amounts.say(last)} and more`, { x: WIDTH, y: bottom + 16, end: true }),
    ].join('\n'),
  };
}
