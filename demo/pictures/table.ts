/** What stands on a laid table. */
import {
  at,
  box,
  colors,
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

/** The fine dark grains of unglazed stoneware. */
function speckles(
  seed: number,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  count: number,
): string {
  const next = scatter(seed);
  let out = '';
  for (let i = 0; i < count; i++) {
    const angle = next() * Math.PI * 2;
    const reach = Math.sqrt(next());
    const size = 0.8 + next() * 1.3;
    out += ellipse(
      cx + Math.cos(angle) * rx * reach,
      cy + Math.sin(angle) * ry * reach,
      size,
      size * 0.9,
      '#6d4a33',
      'opacity=".45"',
    );
  }
  return out;
}

export function bowls(pen: Pen): string {
  const bowl = (y: number, color: string) => {
    const body = turned(200, [
      [112, y],
      [108, y + 22],
      [84, y + 56],
      [46, y + 68],
      [44, y + 76],
    ]);
    return (
      path(body, pen.round(color)) +
      mouth(200, y, 112, lighter(color, 0.35), darker(color, 0.2), 0.17, 6)
    );
  };
  const stack: [number, string][] = [
    [252, '#5f7a85'],
    [222, '#d8c6a8'],
    [192, '#c4714c'],
    [162, '#8c9d81'],
  ];
  return (
    pen.shadow(200, 332, 86) +
    stack.map(([y, color]) => bowl(y, color)).join('') +
    ellipse(200, 166, 97, 14, pen.fall('#7d8e72')) +
    speckles(7, 200, 214, 92, 16, 18)
  );
}

export function plate(pen: Pen): string {
  const glaze = '#e9ddc8';
  return (
    pen.shadow(204, 330, 92, 13) +
    line('M128 330L152 250M276 330L252 250', colors.walnut, 9) +
    ellipse(206, 196, 132, 132, darker(glaze, 0.3)) +
    ellipse(200, 194, 132, 132, pen.round(glaze, 0.7)) +
    ellipse(
      200,
      194,
      126,
      126,
      'none',
      `stroke="${colors.clay}" stroke-width="3.5" opacity=".75"`,
    ) +
    ellipse(200, 194, 88, 88, pen.round(darker(glaze, 0.05), 0.5)) +
    ellipse(200, 194, 88, 88, 'none', `stroke="${darker(glaze, 0.16)}" stroke-width="2"`) +
    speckles(3, 200, 194, 120, 120, 60) +
    line('M102 146A110 110 0 0 1 160 92', '#fffaf0', 7, 'opacity=".7"') +
    path(
      'M112 322h58q4 12 -8 14h-44q-10 -2 -6 -14ZM230 322h58q4 12 -6 14h-44q-12 -2 -8 -14Z',
      pen.fall(colors.walnut),
    )
  );
}

export function napkins(pen: Pen): string {
  const fold = (y: number, color: string, inset: number) =>
    box(88 + inset, y, 224 - inset * 2, 30, 13, pen.round(color, 0.7)) +
    line(`M${102 + inset} ${y + 21}H${298 - inset}`, darker(color, 0.18), 2, 'opacity=".6"');
  return (
    pen.shadow(200, 332, 124, 15) +
    fold(300, '#b98d6d', 0) +
    fold(274, '#8a9a86', 3) +
    fold(248, '#d9c9b0', 1) +
    path(
      'M94 250C94 206 122 178 168 176L306 186C312 206 312 232 308 250Z',
      pen.round('#efe4d0', 0.7),
    ) +
    path('M168 176L306 186C302 176 296 168 288 166L186 158C176 160 170 168 168 176Z', '#dccdb4') +
    line('M104 226C140 220 240 224 308 228', '#c4683f', 3) +
    line('M104 234C140 228 240 232 308 236', '#c4683f', 1.5) +
    line('M176 184L302 194', '#c9b898', 2, 'stroke-dasharray="4 5"') +
    at(
      196,
      214,
      62,
      sprig({
        x: 0,
        y: 56,
        height: 104,
        pairs: 7,
        length: 24,
        width: 7,
        spread: 42,
        color: '#7d8f6c',
      }),
    ) +
    line('M172 246C166 212 178 192 190 184', '#b08a5a', 4)
  );
}

export function carafe(pen: Pen): string {
  const glass = turned(200, [
    [40, 108],
    [36, 136],
    [44, 170],
    [76, 214],
    [86, 262],
    [80, 318],
    [70, 330],
  ]);
  const water = turned(200, [
    [70, 206],
    [80, 232],
    [84, 264],
    [78, 314],
    [68, 326],
  ]);
  const ribs = [-0.8, -0.55, -0.28, 0, 0.28, 0.55, 0.8]
    .map((part) =>
      line(
        `M${200 + 38 * part} 116C${200 + 34 * part} 150 ${200 + 92 * part} 212 ${200 + 86 * part} 268S${200 + 72 * part} 318 ${200 + 68 * part} 330`,
        part < 0 ? '#ffffff' : '#7fa3a5',
        2.5,
        'opacity=".45"',
      ),
    )
    .join('');
  return (
    pen.shadow(204, 332, 82) +
    path(glass, '#bcd3d0', 'opacity=".55"') +
    path(water, pen.round('#9dc0c0', 0.7), 'opacity=".75"') +
    ellipse(200, 206, 70, 9, '#d6e7e4', 'opacity=".9"') +
    ribs +
    ellipse(200, 108, 40, 5.5, '#dceae7', 'opacity=".9"') +
    path('M158 66h84l-9 50q-33 8 -66 0Z', '#cfe0dc', 'opacity=".75"') +
    ellipse(200, 66, 42, 6, '#e9f2ef') +
    line('M176 74l6 38M200 76v40M224 74l-6 38', '#ffffff', 2, 'opacity=".6"') +
    line('M136 232C128 262 132 292 140 312', '#ffffff', 6, 'opacity=".75"') +
    at(
      224,
      250,
      30,
      ellipse(0, 0, 22, 22, '#f0cf5e', 'opacity=".9"') +
        ellipse(0, 0, 17, 17, '#f9e7a4') +
        line('M0 -16V16M-14 -8L14 8M-14 8L14 -8', '#f0cf5e', 2.5),
    ) +
    leaf(176, 292, 34, 15, -38, '#6b8a56') +
    leaf(178, 294, 30, 13, 22, '#7c9a63')
  );
}

export function teapot(pen: Pen): string {
  const clay = '#54707c';
  const body = turned(190, [
    [46, 190],
    [84, 204],
    [108, 246],
    [100, 296],
    [62, 328],
    [56, 331],
  ]);
  return (
    pen.shadow(196, 334, 104) +
    path(
      'M282 276C316 268 306 214 346 196l14 12C352 232 346 300 286 306Z',
      pen.round(darker(clay, 0.04)),
    ) +
    ellipse(353, 202, 10, 4.5, darker(clay, 0.5), 'transform="rotate(38 353 202)"') +
    line('M98 222C44 206 34 304 104 300', pen.round(darker(clay, 0.1)), 15) +
    path(body, pen.round(clay)) +
    speckles(11, 190, 268, 86, 44, 44) +
    path(
      'M144 190C148 174 168 168 190 168s42 6 46 22A46 7 0 0 1 144 190Z',
      pen.round(lighter(clay, 0.1)),
    ) +
    line('M144 191A46 7 0 0 0 236 191', darker(clay, 0.35), 2.5) +
    ellipse(190, 158, 15, 13, pen.round(colors.clay)) +
    path(
      'M86 262C100 274 140 282 190 282S280 274 294 262C292 300 262 330 246 331A56 7 0 0 1 134 331C118 330 92 300 86 262Z',
      pen.round('#d7c7ac'),
    ) +
    line('M116 222C104 236 98 250 96 262', lighter(clay, 0.7), 6, 'opacity=".5"')
  );
}
