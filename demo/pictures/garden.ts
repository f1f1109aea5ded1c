/** Tools for a bed or a balcony. */
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

const handle = (pen: Pen, y: number, length: number) =>
  path(
    `M-11 ${y}C-17 ${y + length * 0.3} -16 ${y + length * 0.7} -12 ${y + length}Q0 ${y + length + 10} 12 ${y + length}C16 ${y + length * 0.7} 17 ${y + length * 0.3} 11 ${y}Z`,
    pen.round(colors.ash),
  ) + line(`M-8 ${y + length - 16}Q0 ${y + length - 11} 8 ${y + length - 16}`, colors.clay, 5);

export function trowel(pen: Pen): string {
  return (
    pen.shadow(196, 332, 112, 13) +
    at(
      190,
      190,
      199,
      line('M0 -24V22', darker(colors.steel, 0.2), 11) +
        path(
          'M0 -150C30 -128 38 -84 32 -44Q28 -22 0 -22T-32 -44C-38 -84 -30 -128 0 -150Z',
          pen.round(colors.steel, 1.1),
        ) +
        path('M0 -150C12 -128 14 -70 8 -24Q4 -22 0 -22V-150Z', '#ffffff', 'opacity=".35"') +
        box(-11, 14, 22, 18, 4, pen.round(colors.brass)) +
        handle(pen, 30, 118),
    ) +
    path(
      'M96 334C104 306 128 292 156 296 176 282 206 284 224 298 252 296 282 310 288 334Q192 346 96 334Z',
      pen.fall(colors.soil),
    ) +
    [
      [128, 318],
      [172, 306],
      [214, 320],
      [252, 316],
      [188, 330],
    ]
      .map(([x, y]) => ellipse(x ?? 0, y ?? 0, 4, 3, lighter(colors.soil, 0.3)))
      .join('') +
    sprig({
      x: 128,
      y: 306,
      height: 58,
      pairs: 2,
      length: 34,
      width: 17,
      spread: 62,
      color: '#7c9a63',
      lean: -6,
    }) +
    sprig({
      x: 262,
      y: 312,
      height: 42,
      pairs: 2,
      length: 28,
      width: 14,
      spread: 62,
      color: '#6b8a56',
      lean: 5,
    })
  );
}

export function secateurs(pen: Pen): string {
  const grip = (side: number, color: string) =>
    path(
      `M${side * 4} 14C${side * 30} 40 ${side * 44} 92 ${side * 38} 138q${side * -12} 14 ${side * -22} 2C${side * 18} 104 ${side * 6} 60 ${side * -8} 30Z`,
      pen.round(color),
    );
  return (
    pen.shadow(200, 328, 104, 14) +
    at(
      206,
      184,
      -32,
      grip(1, colors.brick) +
        grip(-1, colors.clay) +
        line('M-12 52C-4 74 6 74 14 52', colors.steel, 4) +
        path('M-14 10C-34 -22 -34 -74 -10 -116C4 -88 14 -40 12 6Z', pen.round(colors.steel, 1.1)) +
        path('M-10 -116C4 -88 14 -40 12 6L2 8C2 -40 0 -84 -10 -116Z', '#ffffff', 'opacity=".45"') +
        path(
          'M14 12C32 -10 40 -50 22 -88C14 -66 12 -50 4 -34L-6 8Z',
          pen.round(darker(colors.steel, 0.24)),
        ) +
        ellipse(0, 8, 15, 15, pen.round(darker(colors.steel, 0.3))) +
        ellipse(0, 8, 6, 6, colors.brass),
    ) +
    at(
      286,
      300,
      64,
      sprig({
        x: 0,
        y: 30,
        height: 110,
        pairs: 5,
        length: 34,
        width: 15,
        spread: 50,
        color: '#6b8a56',
      }),
    ) +
    ellipse(112, 320, 9, 8, pen.round('#b4512b')) +
    ellipse(94, 326, 7, 6.5, pen.round('#c4683f'))
  );
}

export function can(pen: Pen): string {
  const tin = '#7a8f83';
  const body = turned(166, [
    [66, 196],
    [72, 214],
    [84, 318],
    [82, 330],
  ]);
  return (
    pen.shadow(190, 334, 116, 16) +
    line('M104 214C40 176 60 92 132 104C166 110 186 150 192 190', darker(tin, 0.08), 13) +
    path('M232 296L336 152l16 10L246 326Z', pen.round(darker(tin, 0.06))) +
    line('M222 222L304 190', darker(tin, 0.16), 7) +
    at(
      346,
      148,
      36,
      path('M-10 14L-26 -16H26L10 14Z', pen.round(tin)) +
        ellipse(0, -16, 26, 8, colors.brass) +
        [-14, -5, 5, 14].map((x) => ellipse(x, -16, 1.8, 1.4, darker(colors.brass, 0.5))).join('') +
        ellipse(-9, -19, 1.8, 1.2, darker(colors.brass, 0.5)) +
        ellipse(9, -13, 1.8, 1.2, darker(colors.brass, 0.5)),
    ) +
    path(body, pen.round(tin)) +
    ellipse(166, 196, 66, 9, lighter(tin, 0.34)) +
    path('M106 196A60 7 0 0 1 226 196Q170 208 106 196Z', darker(tin, 0.5)) +
    path(
      'M100 196A66 9 0 0 0 232 196L230 190C226 168 200 160 168 160Z',
      pen.round(lighter(tin, 0.05)),
    ) +
    line('M91 262A76 10 0 0 0 241 262', darker(tin, 0.22), 2.5) +
    line('M90 270A77 10 0 0 0 242 270', lighter(tin, 0.4), 1.5, 'opacity=".7"') +
    line('M110 226C104 256 100 286 98 310', lighter(tin, 0.7), 7, 'opacity=".45"')
  );
}

const chard = (x: number, y: number, angle: number, color: string, stem: string, size = 1) =>
  at(
    x,
    y,
    angle,
    line('M0 30V-30', stem, 7) +
      leaf(0, 0, 92, 52, 0, color) +
      line('M0 0V-62M0 -20L-12 -34M0 -20L12 -34M0 -40L-10 -52M0 -40L10 -52', stem, 2.5),
    size,
  );

export function trug(pen: Pen): string {
  const wood = colors.ash;
  const basket = 'M64 222C72 290 110 326 200 326S328 290 336 222Z';
  const slats = [-0.72, -0.44, -0.15, 0.15, 0.44, 0.72]
    .map((part) =>
      line(
        `M${200 + 136 * part} 226Q${200 + 118 * part} 296 ${200 + 66 * part} 330`,
        darker(wood, 0.26),
        2.5,
      ),
    )
    .join('');
  return (
    pen.shadow(200, 332, 118, 16) +
    line('M84 224C92 74 308 74 316 224', darker(wood, 0.3), 13) +
    chard(132, 226, -28, '#5d7f4e', '#e8bc5c') +
    chard(176, 214, -8, '#4f7044', '#c2452f', 1.1) +
    chard(228, 218, 14, '#6b8a56', '#e3a98f', 1.05) +
    chard(272, 228, 34, '#577748', '#d9902f', 0.95) +
    at(
      104,
      222,
      0,
      ellipse(0, 0, 24, 22, pen.round('#c2452f')) +
        path(
          'M-10 -20c5 -4 7 1 10 -5 3 6 7 2 11 6 -4 3 -8 2 -11 6 -3 -4 -7 -3 -10 -7Z',
          colors.moss,
        ),
    ) +
    at(
      302,
      226,
      0,
      ellipse(0, 0, 22, 20, pen.round('#d1583a')) +
        path(
          'M-10 -18c5 -4 7 1 10 -5 3 6 7 2 11 6 -4 3 -8 2 -11 6 -3 -4 -7 -3 -10 -7Z',
          colors.moss,
        ),
    ) +
    path(basket, pen.round(wood)) +
    pen.inside(basket, slats) +
    line('M62 222H338', darker(wood, 0.3), 11) +
    line('M62 220H338', lighter(wood, 0.25), 4) +
    line('M84 224C86 200 92 180 100 164', lighter(wood, 0.1), 5) +
    ellipse(86, 224, 4, 4, colors.brass) +
    ellipse(314, 224, 4, 4, colors.brass) +
    line('M124 334q20 8 44 6M232 340q24 2 44 -6', darker(wood, 0.45), 7)
  );
}

export function twine(pen: Pen): string {
  const jute = '#c59d63';
  const outline = 'M200 186a84 72 0 1 1 -.1 0Z';
  let strands = '';
  for (let i = -6; i <= 6; i++)
    strands += line(
      `M${104 + Math.abs(i) * 2} ${262 + i * 14}Q200 ${232 + i * 17} ${296 - Math.abs(i) * 2} ${250 + i * 12}`,
      i % 2 ? darker(jute, 0.22) : lighter(jute, 0.3),
      3,
      'opacity=".8"',
    );
  let cross = '';
  for (let i = -3; i <= 3; i++)
    cross += line(
      `M${170 + i * 14} 184Q${232 + i * 15} 256 ${186 + i * 12} 332`,
      i % 2 ? darker(jute, 0.3) : lighter(jute, 0.36),
      3.5,
      'opacity=".85"',
    );
  return at(
    -64,
    -82,
    0,
    pen.shadow(202, 330, 92, 15) +
      path(outline, pen.round(jute)) +
      pen.inside(outline, strands + cross) +
      path('M116 246Q200 276 284 246V282Q200 312 116 282Z', colors.paper) +
      line('M118 252Q200 282 282 252M118 277Q200 307 282 277', colors.clay, 2) +
      at(
        200,
        280,
        0,
        leaf(-3, 6, 22, 10, -48, colors.leaf) +
          leaf(3, 6, 22, 10, 48, colors.leaf) +
          leaf(0, 4, 24, 10, 0, '#7c9a63'),
      ) +
      line(
        `M272 304${curve([
          [272, 304],
          [306, 326],
          [338, 314],
          [330, 296],
          [308, 304],
          [322, 330],
          [362, 332],
        ])}`,
        darker(jute, 0.06),
        4.5,
      ),
    1.25,
  );
}

export function gloves(pen: Pen): string {
  const glove = (color: string) =>
    path(
      'M-38 110V28C-44 4 -58 -14 -62 -34c-3 -14 14 -20 22 -7 6 11 12 22 18 26C-26 -48 -34 -84 -34 -104c0 -16 20 -18 24 -2L-4 -58C-6 -84 -8 -110 -6 -124c3 -15 23 -14 25 2l3 62C25 -84 28 -106 32 -116c6 -13 24 -9 23 6L50 -54C55 -70 60 -82 66 -88c10 -9 22 1 18 14C74 -40 62 0 50 30V110Z',
      pen.round(color, 0.8),
    ) +
    path('M-42 84H54V124Q6 134 -42 124Z', pen.round(colors.cream)) +
    line('M-40 94H52M-40 114Q6 122 52 114', colors.clay, 2.5) +
    line(
      'M-4 -20C-2 0 -2 20 -6 40M22 -18C22 2 20 20 14 40',
      darker(color, 0.2),
      2.5,
      'opacity=".6"',
    );
  return (
    pen.shadow(204, 330, 110, 14) +
    at(252, 204, 16, glove('#75896a'), 0.96) +
    at(154, 204, -9, glove('#869a7a'))
  );
}
