/** Pots, pans, board and knife. */
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
  path,
  type Pen,
  sprig,
  turned,
} from './pen.ts';

export function casserole(pen: Pen): string {
  const enamel = '#b9552f';
  const handle = (side: number) =>
    line(
      `M${200 + side * 118} 222c${side * 26} -8 ${side * 36} 10 ${side * 30} 20s${side * -20} 10 ${side * -32} 4`,
      darker(enamel, 0.16),
      13,
    );
  const body = turned(200, [
    [122, 206],
    [124, 226],
    [120, 284],
    [106, 322],
    [88, 330],
  ]);
  const lid = `M74 204C78 168 128 146 200 146S322 168 326 204A126 17 0 0 1 74 204Z`;
  return (
    pen.shadow(200, 334, 118) +
    handle(-1) +
    handle(1) +
    path(body, pen.round(enamel)) +
    pen.inside(
      body,
      path('M78 206A122 16 0 0 0 322 206v10A122 16 0 0 1 78 216Z', darker(enamel, 0.32)),
    ) +
    path(lid, pen.round(lighter(enamel, 0.05))) +
    line('M76 205A125 17 0 0 0 324 205', lighter(enamel, 0.4), 3) +
    line('M116 176C140 164 168 158 196 157', lighter(enamel, 0.45), 5, 'opacity=".6"') +
    ellipse(200, 147, 25, 6, darker(enamel, 0.28)) +
    path('M188 146c2 -8 0 -10 -6 -16a18 7 0 0 1 36 0c-6 6 -8 8 -6 16Z', pen.round(colors.brass)) +
    ellipse(200, 128, 20, 6.5, lighter(colors.brass, 0.35)) +
    line('M94 250C96 278 102 298 110 310', lighter(enamel, 0.5), 6, 'opacity=".45"')
  );
}

export function skillet(pen: Pen): string {
  const iron = colors.iron;
  const handle = 'M262 222C290 196 316 166 342 128c8 -12 26 -2 20 12C344 180 312 220 284 246Z';
  return (
    pen.shadow(178, 322, 134, 22) +
    path(handle, pen.round(darker(iron, 0.05))) +
    ellipse(350, 137, 5, 8, '#e9dcc6', 'transform="rotate(32 350 137)"') +
    path('M46 262C52 300 92 328 176 328S300 300 306 262Z', pen.round(iron)) +
    ellipse(176, 262, 130, 50, pen.round(lighter(iron, 0.16))) +
    ellipse(176, 265, 119, 43, pen.fall(darker(iron, 0.2), 1.1)) +
    ellipse(176, 276, 100, 30, pen.fall(iron, 1.2)) +
    path(
      'M112 274c14 -22 54 -30 80 -22 26 -8 60 6 56 26 -4 18 -34 18 -54 22 -30 6 -92 0 -82 -26Z',
      colors.paper,
    ) +
    ellipse(160, 274, 24, 13, pen.fall(colors.honey)) +
    ellipse(208, 281, 22, 12, pen.fall(lighter(colors.honey, 0.1))) +
    ellipse(153, 270, 7, 3, '#fff1cf', 'opacity=".8"') +
    ellipse(202, 277, 6, 3, '#fff1cf', 'opacity=".8"') +
    leaf(228, 270, 22, 9, 74, colors.leaf) +
    leaf(128, 292, 18, 8, 110, colors.leaf)
  );
}

export function kettle(pen: Pen): string {
  const enamel = '#7f9172';
  const body = turned(196, [
    [58, 176],
    [86, 196],
    [108, 238],
    [112, 280],
    [96, 326],
    [92, 330],
  ]);
  const spout = 'M286 250C318 244 320 206 342 188l18 12C350 218 344 280 288 300Z';
  return (
    pen.shadow(200, 334, 116) +
    line('M122 206C104 96 288 96 272 206', colors.iron, 9) +
    line('M144 142C158 116 236 116 250 142', pen.round(colors.walnut), 17) +
    path(spout, pen.round(darker(enamel, 0.08))) +
    ellipse(351, 194, 12, 5, darker(enamel, 0.5), 'transform="rotate(34 351 194)"') +
    path(body, pen.round(enamel)) +
    path(
      'M138 176C142 160 168 154 196 154S250 160 254 176A58 8 0 0 1 138 176Z',
      pen.round(lighter(enamel, 0.1)),
    ) +
    line('M138 177A58 8 0 0 0 254 177', lighter(enamel, 0.5), 2.5) +
    ellipse(196, 155, 10, 3, darker(enamel, 0.4)) +
    ellipse(196, 145, 13, 11, pen.round(colors.walnut)) +
    line('M112 232C104 256 102 276 106 296', lighter(enamel, 0.6), 7, 'opacity=".5"') +
    line('M100 318A94 12 0 0 0 292 318', darker(enamel, 0.3), 2.5)
  );
}

export function board(pen: Pen): string {
  const wood = colors.walnut;
  const outline =
    'M-74 -96Q-74 -116 -54 -116H-20C-12 -116 -14 -150 -13 -162a13 13 0 0 1 26 0C14 -150 12 -116 20 -116H54Q74 -116 74 -96V100Q74 118 56 118H-56Q-74 118 -74 100Z';
  const grain = [-58, -44, -30, -12, 8, 26, 42, 60]
    .map((x, i) =>
      line(
        `M${x} -120${curve([
          [x, -120],
          [x + (i % 2 ? 6 : -5), -40],
          [x + (i % 3 ? -4 : 7), 40],
          [x + 2, 120],
        ])}`,
        i % 2 ? darker(wood, 0.22) : lighter(wood, 0.2),
        i % 3 ? 2 : 3.5,
        'opacity=".6"',
      ),
    )
    .join('');
  return (
    pen.shadow(196, 332, 104, 13) +
    at(
      190,
      214,
      -5,
      path(outline, darker(wood, 0.35), 'transform="translate(7 2)"') +
        path(outline, pen.round(wood, 0.8)) +
        pen.inside(
          outline,
          grain +
            path(
              'M-4 -20c18 -10 34 14 20 30s-34 4 -34 -10 4 -15 14 -20Z',
              'none',
              `stroke="${darker(wood, 0.25)}" stroke-width="2.5" opacity=".7"`,
            ),
        ) +
        ellipse(0, -156, 6, 6, '#e6d6bd'),
    ) +
    sprig({
      x: 292,
      y: 330,
      height: 118,
      lean: 34,
      pairs: 6,
      length: 30,
      width: 9,
      spread: 46,
      color: '#76885f',
    }) +
    at(
      248,
      322,
      0,
      ellipse(0, -8, 24, 21, pen.round('#e3b23f')) +
        path('M-24 -10q-8 2 -10 5 6 5 12 4Z', '#c6932c') +
        ellipse(-8, -15, 7, 4, '#f9e2a0', 'opacity=".7" transform="rotate(-24)"'),
    )
  );
}

export function knife(pen: Pen): string {
  const handle = 'M-8 -14L112 -15C128 -15 136 -6 135 4 134 16 124 19 114 16 92 10 62 14 -8 15Z';
  const blade = 'M-10 -15L-196 -9C-188 16 -140 34 -84 34L-10 32Z';
  return (
    pen.shadow(192, 316, 168, 15) +
    at(
      216,
      262,
      -19,
      path(blade, pen.fall(colors.steel, 1.1)) +
        path(
          'M-196 -9C-188 16 -140 34 -84 34L-10 32V24C-70 24 -140 22 -196 -9Z',
          lighter(colors.steel, 0.65),
        ) +
        line('M-176 -8L-20 -13', '#ffffff', 2, 'opacity=".7"') +
        box(-12, -17, 16, 34, 4, pen.fall(colors.brass)) +
        path(handle, pen.fall(colors.walnut, 1.1)) +
        [26, 62, 98].map((x) => ellipse(x, 0, 5, 5, lighter(colors.brass, 0.2))).join('') +
        line('M14 -8L116 -9', lighter(colors.walnut, 0.3), 2.5, 'opacity=".7"'),
    ) +
    at(
      88,
      328,
      0,
      leaf(0, 0, 46, 19, -78, colors.leaf) +
        leaf(4, 0, 40, 17, 62, '#7c9a63') +
        leaf(2, 0, 44, 18, -24, '#5f7d4b'),
    ) +
    at(
      310,
      304,
      0,
      ellipse(0, -16, 28, 26, pen.round('#c2452f')) +
        path(
          'M-12 -40c6 -4 8 2 12 -6 3 8 8 3 13 7 -5 4 -10 2 -13 7 -4 -5 -8 -3 -12 -8Z',
          colors.moss,
        ) +
        ellipse(-11, -24, 6, 9, '#e58a72', 'opacity=".7" transform="rotate(24 -11 -24)"'),
    )
  );
}

export function apron(pen: Pen): string {
  const cloth = '#8a9a86';
  const outline =
    'M156 104Q200 116 244 104C246 144 258 168 284 182C290 240 296 290 298 330Q200 342 102 330C104 290 110 240 116 182C142 168 154 144 156 104Z';
  return (
    pen.shadow(200, 336, 112, 10) +
    line('M158 106C152 62 176 44 200 44s48 18 42 62', colors.linen, 7) +
    ellipse(200, 45, 7, 7, pen.round(colors.walnut)) +
    line('M116 184C92 196 84 214 78 246', colors.linen, 6) +
    line('M284 184C308 196 316 214 322 246', colors.linen, 6) +
    path(outline, pen.round(cloth, 0.7)) +
    pen.inside(
      outline,
      line('M146 190C140 240 136 290 134 336', darker(cloth, 0.2), 5, 'opacity=".35"') +
        line('M262 190C268 240 270 290 272 336', darker(cloth, 0.3), 6, 'opacity=".35"') +
        line('M104 318Q200 330 296 318', lighter(cloth, 0.5), 2, 'stroke-dasharray="5 5"'),
    ) +
    path('M142 226H258L254 286Q200 296 146 286Z', pen.fall(lighter(cloth, 0.1), 0.7)) +
    line('M143 234H257', lighter(cloth, 0.55), 2, 'stroke-dasharray="5 5"') +
    line('M200 228V291', darker(cloth, 0.3), 2) +
    at(
      226,
      232,
      12,
      box(-5, -46, 10, 50, 4, pen.round(colors.ash)) +
        ellipse(0, -52, 13, 17, pen.round(colors.ash)),
    ) +
    path('M204 232H256L255 262H204Z', lighter(cloth, 0.1))
  );
}
