/** Paper packets, each with its plant, and a bag of bulbs. */
import {
  at,
  blossom,
  box,
  colors,
  darker,
  ellipse,
  leaf,
  lighter,
  line,
  path,
  type Pen,
  scatter,
  sprig,
} from './pen.ts';

/** A folded packet, a little askew, with a picture 148 wide and 150 high around (0, 0). */
function packet(pen: Pen, paper: string, field: string, picture: string, angle = -4): string {
  const outline = 'M-96 -134H96V140H-96Z';
  return (
    pen.shadow(202, 334, 104, 11) +
    at(
      200,
      192,
      angle,
      path(outline, darker(paper, 0.28), 'transform="translate(6 3)"') +
        path(outline, pen.round(paper, 0.5)) +
        path('M-96 -134H96V-100H-96Z', pen.fall(darker(paper, 0.04), 0.6)) +
        line('M-96 -100H96', darker(paper, 0.22), 1.5) +
        box(-76, -86, 152, 168, 76, field) +
        pen.inside('M-76 -10A76 76 0 0 1 76 -10V6A76 76 0 0 1 -76 6Z', picture) +
        box(-50, 98, 100, 7, 3.5, darker(paper, 0.5)) +
        box(-34, 113, 68, 5, 2.5, darker(paper, 0.3)),
    )
  );
}

const spill = (seed: number, color: string) => {
  const next = scatter(seed);
  return Array.from({ length: 11 }, () => {
    const x = 292 + next() * 66;
    const y = 322 + next() * 18;
    return ellipse(
      x,
      y,
      4.6,
      2.8,
      color,
      `transform="rotate(${Math.round(next() * 180)} ${Math.round(x)} ${Math.round(y)})"`,
    );
  }).join('');
};

export function basil(pen: Pen): string {
  return (
    packet(
      pen,
      '#e9dec6',
      '#d5dcc0',
      sprig({
        x: 0,
        y: 84,
        height: 150,
        pairs: 5,
        length: 62,
        width: 38,
        spread: 62,
        color: '#6b9150',
        lean: 6,
      }),
    ) + spill(2, '#4f3a2c')
  );
}

export function tomato(pen: Pen): string {
  const fruit = (x: number, y: number, r: number, color: string) =>
    at(
      x,
      y,
      0,
      ellipse(0, 0, r, r * 0.9, pen.round(color)) +
        ellipse(-r * 0.4, -r * 0.3, r * 0.16, r * 0.26, '#f3b39b', 'opacity=".7"') +
        path(
          `M${-r * 0.5} ${-r * 0.8}c6 -3 8 2 ${r * 0.5} -5 ${r * 0.2} 7 8 3 ${r * 0.5} 6 -6 4 -9 3 ${-r * 0.5} 8 -4 -5 -8 -4 ${-r * 0.5} -9Z`,
          colors.moss,
        ),
    );
  return (
    packet(
      pen,
      '#ecd9c0',
      '#f0c9a4',
      line('M-70 -64C-30 -50 0 -60 16 -30S30 20 24 60', '#5d7a4a', 5) +
        leaf(-36, -54, 56, 30, -150, '#6b8a56') +
        leaf(18, -34, 64, 34, 62, '#5d7f4e') +
        leaf(24, 20, 48, 26, 118, '#7c9a63') +
        fruit(-30, -6, 28, '#c2452f') +
        fruit(14, 26, 33, '#cf5a34') +
        fruit(-32, 48, 25, '#d9793a'),
      3,
    ) + spill(6, '#d9b98d')
  );
}

const stem = (x: number, top: number, lean: number) =>
  line(`M${x} 90Q${x} ${(top + 90) / 2} ${x + lean} ${top}`, '#67864f', 3);

export function meadow(pen: Pen): string {
  return (
    packet(
      pen,
      '#dfe0cd',
      '#cfdcd8',
      stem(-40, -20, -8) +
        stem(-14, -52, 4) +
        stem(20, -30, 10) +
        stem(46, 6, 8) +
        stem(0, 16, -2) +
        leaf(-30, 84, 60, 15, -20, '#7c9a63') +
        leaf(12, 86, 66, 15, 16, '#6b8a56') +
        leaf(48, 86, 50, 14, 30, '#7c9a63') +
        blossom(-48, -22, 24, 6, '#d0552f', '#3d2b23') +
        blossom(-10, -54, 22, 10, '#5c78a3', '#3f5478', 9) +
        blossom(30, -32, 25, 12, '#fbf6ea', colors.butter) +
        blossom(54, 4, 20, 8, '#e8bc5c', '#a8692a') +
        blossom(-2, 14, 20, 5, '#b76a8a', '#f1d7a0', 20),
      -3,
    ) + spill(8, '#6d4a33')
  );
}

const flower = (x: number, y: number, color: string, turn: number) =>
  at(
    x,
    y,
    turn,
    path(
      'M0 6C-30 4 -36 -28 -14 -34 -6 -36 0 -30 0 -26 0 -30 6 -36 14 -34 36 -28 30 4 0 6Z',
      color,
    ) +
      path('M0 10C-16 6 -18 -12 0 -14 18 -12 16 6 0 10Z', lighter(color, 0.4)) +
      line('M0 8V18', '#67864f', 3),
  );

export function sweetpea(pen: Pen): string {
  const curl = line('M44 -8c18 -10 26 4 16 12s-18 -4 -8 -9', '#7c9a63', 2.5);
  return (
    packet(
      pen,
      '#eadbd0',
      '#ead3d2',
      line('M-8 92C-14 40 10 0 -2 -60', '#67864f', 3.5) +
        line('M-4 40C20 30 34 14 44 -8', '#67864f', 3) +
        curl +
        leaf(-10, 62, 50, 20, -70, '#7c9a63') +
        leaf(-8, 60, 50, 20, 66, '#6b8a56') +
        flower(-4, -46, '#a05a86', -6) +
        flower(-34, -8, '#d98a9c', -26) +
        flower(26, -14, '#8a5aa0', 22) +
        flower(-6, 24, '#e7a7a0', 4),
      2,
    ) + spill(4, '#3d2b23')
  );
}

export function tulips(pen: Pen): string {
  const paper = '#c9a679';
  const bulb = (x: number, y: number, size: number) =>
    at(
      x,
      y,
      0,
      path(
        'M0 -34C4 -22 26 -14 26 8 26 26 12 32 0 32S-26 26 -26 8C-26 -14 -4 -22 0 -34Z',
        pen.round('#a9683c'),
      ) +
        line(
          'M-14 -4C-18 8 -16 22 -8 30M2 -20C6 -2 6 18 2 31M16 -2C20 10 18 20 12 28',
          '#7b4427',
          2,
          'opacity=".6"',
        ),
      size,
    );
  const tulip = (x: number, top: number, color: string, lean: number) =>
    line(`M${x - lean} 210Q${x - lean * 0.4} ${top + 70} ${x} ${top + 30}`, '#67864f', 5) +
    at(
      x,
      top,
      lean * 0.7,
      path(
        'M-22 -4C-24 -22 -16 -30 -14 -34 -8 -28 -4 -24 0 -38 4 -24 8 -28 14 -34 16 -30 24 -22 22 -4 20 20 10 30 0 30S-20 20 -22 -4Z',
        pen.round(color),
      ) + path('M0 -38C10 -18 12 12 0 30 -12 12 -10 -18 0 -38Z', lighter(color, 0.16)),
    );
  return (
    pen.shadow(200, 334, 118, 15) +
    tulip(150, 84, '#c4683f', -12) +
    tulip(204, 60, '#e3a04f', 2) +
    tulip(252, 92, '#8d4557', 14) +
    leaf(176, 214, 112, 24, -16, '#7c9a63') +
    leaf(232, 214, 100, 22, 18, '#6b8a56') +
    path(
      'M116 196L126 184 140 196 154 184 168 196 182 184 196 196 210 184 224 196 238 184 252 196 266 184 284 196 290 330H110Z',
      pen.round(paper),
    ) +
    line('M140 206L136 326M258 206L264 326', darker(paper, 0.2), 2, 'opacity=".5"') +
    box(152, 234, 96, 62, 31, colors.paper) +
    at(
      200,
      268,
      0,
      path(
        'M0 -22C2 -14 15 -8 15 6 15 16 8 20 0 20S-15 16 -15 6C-15 -8 -2 -14 0 -22Z',
        colors.clay,
      ),
    ) +
    bulb(318, 306, 0.86) +
    bulb(84, 312, 0.74)
  );
}
