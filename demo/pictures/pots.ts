/** Pots, and what grows in them. */
import {
  at,
  box,
  colors,
  curve,
  darker,
  ellipse,
  leaf,
  lighter,
  line,
  mouth,
  path,
  type Pen,
  scatter,
  sprig,
  turned,
} from './pen.ts';

export function longtom(pen: Pen): string {
  const clay = colors.clay;
  const body = turned(200, [
    [66, 206],
    [64, 226],
    [52, 320],
    [50, 330],
  ]);
  const fronds = [-74, -48, -22, 4, 30, 56, 80]
    .map((angle, i) =>
      leaf(
        200 + angle * 0.28,
        188,
        126 - Math.abs(angle) * 0.5,
        34,
        angle,
        i % 2 ? '#7d9b78' : '#6a8a68',
      ),
    )
    .join('');
  return (
    pen.shadow(204, 332, 64) +
    fronds +
    ellipse(200, 186, 66, 9, colors.soil) +
    path(body, pen.round(clay)) +
    path(
      'M126 184A74 9.500 0 0 0 274 184V210A74 9.500 0 0 1 126 210Z',
      pen.round(lighter(clay, 0.06)),
    ) +
    line('M126 185A74 9.500 0 0 0 274 185', lighter(clay, 0.4), 3) +
    line('M127 212A73 9 0 0 0 273 212', darker(clay, 0.3), 2.5) +
    line('M142 232C144 262 148 290 152 312', lighter(clay, 0.5), 6, 'opacity=".4"') +
    path('M158 300C178 306 190 296 204 304S236 310 250 302L247 331H153Z', '#e8d9c6', 'opacity=".2"')
  );
}

export function planter(pen: Pen): string {
  const stone = '#cdbfa8';
  const body = turned(200, [
    [72, 232],
    [74, 246],
    [66, 290],
    [56, 330],
  ]);
  const flutes = [-0.82, -0.58, -0.3, 0, 0.3, 0.58, 0.82]
    .map((part) =>
      line(
        `M${200 + 72 * part} 246L${200 + 56 * part} 334`,
        darker(stone, 0.2),
        5,
        'opacity=".45"',
      ),
    )
    .join('');
  const next = scatter(21);
  let crown = '';
  for (let i = 0; i < 78; i++) {
    const angle = next() * Math.PI * 2;
    const reach = 0.25 + Math.sqrt(next()) * 0.75;
    const x = 200 + Math.cos(angle) * 82 * reach;
    const y = 116 + Math.sin(angle) * 64 * reach;
    const tints = ['#7d8f6c', '#93a381', '#67795a', '#a9b79b'];
    crown += leaf(
      x,
      y,
      26 + next() * 8,
      9,
      (Math.atan2(y - 150, x - 200) * 180) / Math.PI + 90 + next() * 50 - 25,
      tints[i % 4] ?? '#7d8f6c',
    );
  }
  return (
    pen.shadow(204, 333, 72) +
    line(
      'M200 236C196 206 204 190 198 160M198 168C184 150 176 140 168 128M199 172C214 152 222 142 234 132',
      colors.walnut,
      9,
    ) +
    crown +
    [
      [160, 122],
      [226, 96],
      [248, 140],
      [186, 150],
    ]
      .map(([x, y]) => ellipse(x ?? 0, y ?? 0, 6, 8, pen.round('#4d5a34')))
      .join('') +
    path(body, pen.round(stone)) +
    pen.inside(body, flutes) +
    path('M122 226A78 10 0 0 0 278 226V240A78 10 0 0 1 122 240Z', pen.round(lighter(stone, 0.1))) +
    mouth(200, 226, 78, lighter(stone, 0.5), colors.soil, 0.13, 8) +
    line('M200 232V222', colors.walnut, 10)
  );
}

const strand = (x: number, y: number, length: number, bend: number, seed: number) => {
  const next = scatter(seed);
  const points: [number, number][] = [];
  for (let i = 0; i <= 5; i++)
    points.push([x + bend * (i / 5) + Math.sin(i * 1.7 + seed) * 6, y + (length * i) / 5]);
  const beads = points
    .slice(1)
    .flatMap(([px, py], i) => [
      leaf(px, py - 6, 19 - i, 12, 112 + next() * 24, i % 2 ? '#7d9b68' : '#6b8a56'),
      leaf(px, py - 12, 19 - i, 12, -112 - next() * 24, i % 2 ? '#6b8a56' : '#8aa777'),
    ])
    .join('');
  return line(`M${x} ${y}${curve([[x, y], ...points])}`, '#5d7a4a', 2.5) + beads;
};

export function hanging(pen: Pen): string {
  const glaze = '#e6d9c2';
  const bowl = 'M112 176C116 236 152 262 200 262S284 236 288 176Z';
  return (
    line('M200 0V36', colors.iron, 3) +
    ellipse(200, 40, 7, 7, 'none', `stroke="${colors.brass}" stroke-width="4"`) +
    line('M200 46L118 180M200 46L282 180M200 46L204 172', '#b79a6b', 3.5) +
    pen.shadow(200, 344, 70, 7) +
    [-56, -28, 6, 34, 60]
      .map((angle, i) => leaf(200 + angle * 0.9, 178, 62, 26, angle, i % 2 ? '#7d9b68' : '#67864f'))
      .join('') +
    path(bowl, pen.round(glaze)) +
    path(
      'M117 206C150 220 250 220 283 206 277 226 268 238 258 246 222 254 178 254 142 246 132 238 123 226 117 206Z',
      '#b9623c',
      'opacity=".85"',
    ) +
    line('M112 177A88 11 0 0 0 288 177', lighter(glaze, 0.5), 5) +
    line('M132 194C136 212 142 224 150 234', '#ffffff', 6, 'opacity=".4"') +
    strand(132, 184, 128, -18, 3) +
    strand(160, 190, 92, -4, 5) +
    strand(238, 190, 142, 8, 4) +
    strand(268, 184, 96, 20, 7)
  );
}

export function trough(pen: Pen): string {
  const clay = '#b98a63';
  return (
    pen.shadow(200, 334, 136, 13) +
    sprig({
      x: 104,
      y: 250,
      height: 110,
      pairs: 6,
      length: 36,
      width: 20,
      spread: 56,
      color: '#6f9455',
      lean: -10,
    }) +
    sprig({
      x: 136,
      y: 250,
      height: 88,
      pairs: 5,
      length: 34,
      width: 19,
      spread: 58,
      color: '#7ea562',
      lean: 8,
    }) +
    [-16, -8, -2, 5, 11, 18]
      .map((lean, i) =>
        sprig({
          x: 186 + i * 6,
          y: 250,
          height: 104 - Math.abs(lean),
          pairs: 9,
          length: 15,
          width: 4.5,
          spread: 40,
          color: '#7d8f6c',
          lean,
        }),
      )
      .join('') +
    [-34, -20, -8, 4, 16, 30, 44]
      .map((lean, i) =>
        line(
          `M${266 + i * 5} 250Q${268 + i * 5} 190 ${270 + i * 5 + lean} ${142 + (i % 3) * 14}`,
          i % 2 ? '#6b8a56' : '#88a56f',
          5,
        ),
      )
      .join('') +
    ellipse(262, 134, 9, 9, '#a47ba0') +
    ellipse(300, 142, 10, 10, '#b58bb0') +
    ellipse(284, 120, 9, 9, '#976d94') +
    path('M62 246H338L324 326Q200 336 76 326Z', pen.round(clay)) +
    box(54, 234, 292, 24, 8, pen.round(lighter(clay, 0.14))) +
    line('M66 240H330', lighter(clay, 0.5), 3, 'opacity=".8"') +
    [130, 200, 270]
      .map((x) =>
        at(
          x,
          292,
          0,
          leaf(0, 16, 26, 10, -34, darker(clay, 0.2)) +
            leaf(0, 16, 30, 10, 0, darker(clay, 0.16)) +
            leaf(0, 16, 26, 10, 34, darker(clay, 0.2)),
        ),
      )
      .join('')
  );
}

export function vase(pen: Pen): string {
  const glass = turned(200, [
    [26, 188],
    [22, 206],
    [30, 226],
    [64, 262],
    [66, 296],
    [44, 328],
    [38, 331],
  ]);
  const roots = [-22, -12, -2, 8, 18, 26]
    .map((x, i) =>
      line(`M200 252Q${200 + x * 0.4} 280 ${200 + x} ${298 + (i % 3) * 8}`, '#f6efe0', 2),
    )
    .join('');
  return (
    pen.shadow(202, 333, 60) +
    path(glass, '#c6dad6', 'opacity=".6"') +
    path(
      turned(200, [
        [56, 252],
        [64, 272],
        [62, 298],
        [44, 326],
        [38, 329],
      ]),
      pen.round('#a9c9c6', 0.7),
      'opacity=".8"',
    ) +
    ellipse(200, 252, 56, 7, '#dcebe7', 'opacity=".9"') +
    roots +
    line('M200 256C198 220 204 190 196 150', '#5d7a4a', 4.5) +
    leaf(199, 196, 74, 40, -58, '#6b8a56') +
    leaf(200, 176, 82, 44, 48, '#5d7f4e') +
    leaf(197, 158, 92, 46, -14, '#7c9a63') +
    line('M144 276C142 292 146 304 152 312', '#ffffff', 6, 'opacity=".8"') +
    ellipse(200, 188, 26, 4, '#e6f0ed', 'opacity=".9"') +
    line('M190 252V232', '#ffffff', 3, 'opacity=".5"')
  );
}
