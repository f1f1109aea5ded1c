import type { Spread } from './findings.ts';

const [WIDTH, HEIGHT, TITLE, AXIS] = [480, 120, 28, 24];

/** Histograms of the metrics, one below the other, as a picture that stands by itself. */
export function histogramsSvg(spreads: readonly Spread[]): string {
  const each = TITLE + HEIGHT + AXIS;
  const height = Math.max(1, spreads.length) * each;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12">
${spreads.map((spread, at) => panel(spread, at * each)).join('\n')}
</svg>
`;
}

function panel({ name, any, bins, amounts }: Spread, top: number): string {
  const most = Math.max(1, ...bins.counts);
  const width = WIDTH / bins.counts.length;
  const bars = bins.counts.map((visitors, at) => {
    const high = (visitors / most) * HEIGHT;
    return `<rect x="${round(at * width)}" y="${round(TITLE + HEIGHT - high)}" width="${round(width * 0.92)}" height="${round(high)}" fill="#33658a"/>`;
  });
  const last = bins.from + bins.width * (bins.counts.length - 1);
  return [
    `<g transform="translate(0 ${top})">`,
    `<title>${escaped(name)}</title>`,
    `<text y="16" font-weight="600">${escaped(name)}</text>`,
    `<text x="${WIDTH}" y="16" text-anchor="end">${any.length} with any</text>`,
    ...bars,
    `<text y="${TITLE + HEIGHT + 16}">${escaped(amounts.say(bins.from))}</text>`,
    `<text x="${WIDTH}" y="${TITLE + HEIGHT + 16}" text-anchor="end">${escaped(amounts.say(last))} and more</text>`,
    '</g>',
  ].join('\n');
}

const round = (n: number): number => Math.round(n * 10) / 10;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
