/** One part of a picture: what it shows in a sentence, how high it is, and its drawing from its own upper edge on. */
export interface Panel {
  readonly says: string;
  readonly height: number;
  readonly drawing: string;
}

export const WIDTH = 480;
export const TITLE = 28;
const [GAP, EDGE] = [16, 12];

/** Colours on a light ground, and on a dark one. Two groups differ in form as well: the second is an outline. */
const STYLE = `
.ground { fill: #ffffff } text { fill: #1c2321 } .soft { fill: #56605d } .axis { stroke: #7d8783 }
.one { fill: #33658a } .other { fill: none; stroke: #a3480f; stroke-width: 1.5 } .rest { fill: #dfe5e2 }
@media (prefers-color-scheme: dark) {
.ground { fill: #161b19 } text { fill: #eef2f0 } .soft { fill: #a9b4b0 } .axis { stroke: #7d8783 }
.one { fill: #7fb2d9 } .other { stroke: #f0a060 } .rest { fill: #39423e }
}`;

/** Panels one below the other, as a picture that stands by itself, is read out in words, and runs nothing. */
export function picture(title: string, panels: readonly Panel[]): string {
  const tops = panels.map((_, at) =>
    panels.slice(0, at).reduce((sum, { height }) => sum + height + GAP, EDGE),
  );
  const height = (tops.at(-1) ?? EDGE) + (panels.at(-1)?.height ?? 0) + EDGE;
  const [left, width] = [EDGE, WIDTH + 2 * EDGE];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title says" font-family="system-ui, sans-serif" font-size="12">
<title id="title">${escaped(title)}</title>
<desc id="says">${escaped(panels.map(({ says }) => says).join(' '))}</desc>
<style>${STYLE}
</style>
<rect class="ground" width="${width}" height="${height}"/>
${panels.map(({ drawing }, at) => `<g transform="translate(${left} ${tops[at]})">\n${drawing}\n</g>`).join('\n')}
</svg>
`;
}

export const heading = (text: string, beside = ''): string =>
  [
    `<text y="14" font-weight="600">${escaped(text)}</text>`,
    ...(beside === '' ? [] : [label(beside, { x: WIDTH, y: 14, end: true })]),
  ].join('\n');

export const label = (
  text: string,
  { x = 0, y, end = false }: { readonly x?: number; readonly y: number; readonly end?: boolean },
): string =>
  `<text class="soft" x="${round(x)}" y="${round(y)}"${end ? ' text-anchor="end"' : ''}>${escaped(text)}</text>`;

export const bar = (
  kind: 'one' | 'other' | 'rest',
  { x, y, width, height }: { readonly [side in 'x' | 'y' | 'width' | 'height']: number },
): string =>
  `<rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"/>`;

export const axis = (y: number): string =>
  `<path class="axis" d="M0 ${round(y)}H${WIDTH}" stroke-width="1"/>`;

const round = (n: number): number => Math.round(n * 10) / 10;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
