/** What a shelf keeps. */
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

export function jar(pen: Pen): string {
  const glass = turned(200, [
    [74, 152],
    [86, 170],
    [88, 200],
    [88, 300],
    [80, 328],
  ]);
  const beans = (() => {
    const next = scatter(5);
    const tints = ['#8c4a35', '#a65a3f', '#75392b', '#b86d4c', '#d9b18c'];
    let out = '';
    for (let row = 0; row < 9; row++)
      for (let i = 0; i < 11; i++)
        out += ellipse(
          122 + i * 16 + next() * 9,
          206 + row * 14 + next() * 7,
          10,
          6.5,
          tints[Math.floor(next() * tints.length)] ?? '#8c4a35',
          `transform="rotate(${Math.round(next() * 180)} ${122 + i * 16} ${206 + row * 14})"`,
        );
    return out;
  })();
  return (
    pen.shadow(202, 332, 90) +
    path(glass, '#d9e2dc', 'opacity=".7"') +
    pen.inside(glass, box(100, 204, 200, 140, 0, '#7a3f2e') + beans) +
    path(glass, pen.round('#cfdcd6', 0.6), 'opacity=".26"') +
    line('M126 182C122 220 122 270 128 306', '#ffffff', 7, 'opacity=".7"') +
    line('M276 190C280 230 280 270 276 300', '#ffffff', 3, 'opacity=".4"') +
    path('M118 118H282V148A82 11 0 0 1 118 148Z', pen.round(colors.ash)) +
    ellipse(200, 118, 82, 11, lighter(colors.ash, 0.28)) +
    line(
      'M150 118A50 6 0 0 0 250 118M170 116A30 4 0 0 1 232 117',
      darker(colors.ash, 0.2),
      1.6,
      'opacity=".7"',
    ) +
    path('M122 152A80 10 0 0 0 278 152v6A80 10 0 0 1 122 158Z', '#b0633f')
  );
}

export function mill(pen: Pen): string {
  const wood = colors.walnut;
  const lower = turned(200, [
    [30, 152],
    [36, 168],
    [26, 196],
    [34, 236],
    [52, 290],
    [54, 326],
    [50, 331],
  ]);
  return (
    pen.shadow(202, 333, 62) +
    path(lower, pen.round(wood)) +
    line('M148 306A52 7 0 0 0 252 306', darker(wood, 0.4), 3) +
    line('M149 314A52 7 0 0 0 251 314', lighter(wood, 0.2), 1.5, 'opacity=".7"') +
    path('M170 140h60v12a30 4 0 0 1 -60 0Z', pen.round(colors.brass)) +
    path(
      'M168 142C156 118 164 86 200 84s44 34 32 58A32 5 0 0 1 168 142Z',
      pen.round(lighter(wood, 0.04)),
    ) +
    ellipse(200, 80, 13, 11, pen.round(colors.brass)) +
    line(
      'M178 112C176 120 178 130 182 136M176 214C172 240 164 270 160 292',
      lighter(wood, 0.5),
      5,
      'opacity=".5"',
    ) +
    [
      [112, 328],
      [128, 334],
      [96, 335],
      [284, 330],
      [302, 335],
      [268, 336],
    ]
      .map(([x, y]) => ellipse(x ?? 0, y ?? 0, 5.5, 5, darker(colors.soil, 0.25)))
      .join('')
  );
}

const cell = (x: number, y: number) =>
  `<path d="M${x} ${y - 11}l9.5 5.5v11l-9.5 5.5 -9.5 -5.5v-11Z" fill="none" stroke="#b4512b" stroke-width="2"/>`;

export function honey(pen: Pen): string {
  const glass = turned(196, [
    [66, 184],
    [82, 200],
    [84, 230],
    [84, 306],
    [74, 329],
  ]);
  return (
    pen.shadow(200, 332, 86) +
    path(glass, pen.round(colors.honey)) +
    ellipse(196, 202, 74, 8, '#f4c56b', 'opacity=".8"') +
    line('M128 222C124 250 124 282 130 308', '#ffe6ae', 7, 'opacity=".75"') +
    path('M146 236H250V304Q198 312 146 304Z', colors.paper) +
    line('M152 243H244M152 297Q198 304 244 297', '#d9b98d', 1.5) +
    cell(198, 258) +
    cell(188.5, 274.5) +
    cell(207.5, 274.5) +
    path(
      'M124 150C128 138 160 132 196 132s68 6 72 18l8 36C262 178 240 194 222 184 206 196 186 196 172 184 154 194 132 180 116 186Z',
      pen.round('#dfd0b4', 0.8),
    ) +
    line('M126 168C150 178 240 178 266 168', '#b4512b', 4) +
    line(
      'M150 138C146 150 142 164 138 178M196 133V188M242 138C246 150 250 164 254 178',
      '#c2b08c',
      2,
      'opacity=".7"',
    ) +
    at(
      292,
      326,
      24,
      box(-5, -128, 10, 92, 4, pen.round(colors.ash)) +
        ellipse(0, -22, 18, 26, pen.round(colors.ash)) +
        line('M-15 -36H15M-18 -26H18M-18 -16H18M-14 -6H14', darker(colors.ash, 0.32), 2.5),
    )
  );
}

export function oil(pen: Pen): string {
  const glass = turned(184, [
    [16, 96],
    [18, 140],
    [30, 164],
    [56, 190],
    [60, 220],
    [60, 316],
    [54, 330],
  ]);
  const green = '#55643a';
  return (
    pen.shadow(196, 333, 84) +
    path(glass, pen.round(green)) +
    box(168, 66, 32, 36, 5, pen.round(colors.ash)) +
    box(165, 92, 38, 14, 4, pen.round('#b4512b')) +
    line('M140 206C136 240 136 280 140 308', '#b9c48e', 7, 'opacity=".6"') +
    path('M130 222H238V300Q184 308 130 300Z', pen.round(colors.paper, 0.5)) +
    at(
      184,
      270,
      0,
      sprig({
        x: 0,
        y: 22,
        height: 48,
        pairs: 4,
        length: 19,
        width: 7,
        spread: 54,
        color: '#75885a',
      }),
    ) +
    line('M142 292Q184 298 226 292', '#c4683f', 2.5) +
    at(
      282,
      318,
      0,
      ellipse(0, 0, 44, 13, pen.round(colors.cream)) +
        ellipse(0, -3, 36, 9, darker(colors.cream, 0.16)) +
        ellipse(-14, -8, 12, 9, pen.round('#6d7a3d')) +
        ellipse(8, -10, 12, 9, pen.round('#55643a')) +
        ellipse(2, -3, 11, 8, pen.round('#7f8a45')) +
        leaf(18, -8, 30, 10, 48, '#75885a'),
    )
  );
}

export function tea(pen: Pen): string {
  const tin = '#3f5b54';
  const body = turned(186, [
    [78, 168],
    [78, 320],
    [77, 328],
  ]);
  return (
    pen.shadow(196, 333, 96) +
    path(body, pen.round(tin)) +
    pen.inside(
      body,
      at(
        186,
        252,
        0,
        ellipse(0, 0, 52, 58, colors.paper) +
          ellipse(0, 0, 47, 53, 'none', `stroke="${colors.brass}" stroke-width="2"`),
      ) +
        sprig({
          x: 178,
          y: 300,
          height: 84,
          lean: 16,
          pairs: 5,
          length: 24,
          width: 10,
          spread: 52,
          color: '#7d8f6c',
        }) +
        [
          [170, 238],
          [204, 226],
          [196, 262],
        ]
          .map(([x, y]) =>
            at(
              x ?? 0,
              y ?? 0,
              0,
              [0, 60, 120, 180, 240, 300]
                .map(
                  (a) =>
                    `<ellipse cx="0" cy="-6" rx="3" ry="5.5" fill="#ffffff" stroke="#d9c9b0" stroke-width=".8" transform="rotate(${a})"/>`,
                )
                .join('') + ellipse(0, 0, 4, 4, colors.butter),
            ),
          )
          .join(''),
    ) +
    path('M104 134H268V166A82 11 0 0 1 104 166Z', pen.round(lighter(tin, 0.07))) +
    mouth(186, 134, 82, lighter(tin, 0.28), lighter(tin, 0.18), 0.13, 7) +
    line('M104 168A82 11 0 0 0 268 168', colors.brass, 3) +
    at(
      302,
      322,
      0,
      path('M-34 -34H34C34 -4 20 10 0 10S-34 -4 -34 -34Z', pen.round(colors.cream)) +
        line('M33 -24c18 -4 22 18 -4 20', colors.cream, 6) +
        ellipse(0, -34, 34, 7, lighter(colors.cream, 0.4)) +
        ellipse(0, -33, 29, 5, '#b9803f'),
    )
  );
}

export function crate(pen: Pen): string {
  const wood = colors.ash;
  const next = scatter(9);
  const apples = [
    [120, 196, 34, '#b9472f'],
    [184, 186, 36, '#c65a36'],
    [250, 190, 35, '#a83f2c'],
    [292, 206, 28, '#c9673a'],
    [150, 212, 32, '#cf7a3f'],
    [220, 214, 34, '#b14a30'],
  ] as const;
  const slat = (y: number) =>
    box(78, y, 244, 32, 4, pen.round(wood, 0.7)) +
    [0, 1, 2]
      .map(() => {
        const at0 = 84 + next() * 120;
        return line(
          `M${at0} ${y + 8 + next() * 16}h${60 + next() * 50}`,
          darker(wood, 0.2),
          1.5,
          'opacity=".5"',
        );
      })
      .join('');
  return (
    pen.shadow(200, 333, 128, 14) +
    box(88, 196, 224, 100, 4, darker(wood, 0.5)) +
    apples
      .map(
        ([x, y, r, color]) =>
          ellipse(x, y, r, r * 0.94, pen.round(color)) +
          ellipse(x, y - r * 0.74, r * 0.3, r * 0.1, darker(color, 0.35)) +
          line(`M${x} ${y - r * 0.74}q2 -9 8 -12`, colors.soil, 3.5) +
          ellipse(
            x - r * 0.4,
            y - r * 0.3,
            r * 0.16,
            r * 0.28,
            '#f2b79b',
            `opacity=".6" transform="rotate(26 ${x - r * 0.4} ${y - r * 0.3})"`,
          ),
      )
      .join('') +
    leaf(192, 154, 34, 15, 62, colors.leaf) +
    slat(222) +
    slat(260) +
    slat(298) +
    box(82, 216, 18, 116, 3, pen.round(darker(wood, 0.1))) +
    box(300, 216, 18, 116, 3, pen.round(darker(wood, 0.1))) +
    [230, 276, 314]
      .map((y) => ellipse(91, y, 2.4, 2.4, colors.iron) + ellipse(309, y, 2.4, 2.4, colors.iron))
      .join('')
  );
}
