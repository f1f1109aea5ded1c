/** Wider pictures, made of the things on a sill in front of a window. */
import type { Ground } from './index.ts';
import { type Drawing, grounds, thing } from './index.ts';
import { colors, darker, ellipse, leaf, lighter, line, path, scatter } from './pen.ts';

/** Places a thing so that its foot stands at (x, y). */
function put(drawing: Drawing, x: number, y: number, scale: number): string {
  return `<g transform="translate(${x - 200 * scale} ${y - 334 * scale}) scale(${scale})">${thing(drawing, `${drawing}-`)}</g>`;
}

const style = (rules: { readonly [name: string]: readonly [light: string, dark: string] }) => {
  const entries = Object.entries(rules);
  const css = (which: 0 | 1) =>
    entries.map(([name, pair]) => `.${name}{fill:${pair[which]}}`).join('');
  return `<style>${css(0)}@media(prefers-color-scheme:dark){${css(1)}}</style>`;
};

/** An arched window with hills: morning in the light theme, night in the dark one. */
function arch(x: number, y: number, width: number, height: number): string {
  const r = width / 2;
  const outline = `M${x} ${y + height}V${y + r}A${r} ${r} 0 0 1 ${x + width} ${y + r}V${y + height}Z`;
  const pane = (inset: number) =>
    `M${x + inset} ${y + height}V${y + r}A${r - inset} ${r - inset} 0 0 1 ${x + width - inset} ${y + r}V${y + height}Z`;
  const at = (part: number) => y + height * part;
  return (
    `<clipPath id="pane"><path d="${pane(14)}"/></clipPath>` +
    `<path class="frame" d="${outline}"/>` +
    `<g clip-path="url(#pane)"><path class="sky" d="M${x} ${y}h${width}v${height}h${-width}Z"/>` +
    `<circle class="sun" cx="${x + width * 0.68}" cy="${at(0.36)}" r="${width * 0.12}"/>` +
    `<path class="far" d="M${x} ${at(0.62)}C${x + width * 0.2} ${at(0.52)} ${x + width * 0.36} ${at(0.56)} ${x + width * 0.5} ${at(0.6)}S${x + width * 0.84} ${at(0.5)} ${x + width} ${at(0.58)}V${y + height}H${x}Z"/>` +
    `<path class="mid" d="M${x} ${at(0.72)}C${x + width * 0.26} ${at(0.62)} ${x + width * 0.5} ${at(0.74)} ${x + width * 0.7} ${at(0.68)}S${x + width * 0.94} ${at(0.66)} ${x + width} ${at(0.68)}V${y + height}H${x}Z"/>` +
    `<path class="near" d="M${x} ${at(0.82)}C${x + width * 0.3} ${at(0.76)} ${x + width * 0.6} ${at(0.88)} ${x + width} ${at(0.78)}V${y + height}H${x}Z"/></g>` +
    `<path class="frame" d="M${x + r - 5} ${y + 8}h10V${y + height}h-10ZM${x + 8} ${at(0.46)}h${width - 16}v9h${16 - width}Z"/>`
  );
}

const wallAndSill = (sill: number) =>
  `<path class="wall" d="M0 0h800v640H0Z"/>` +
  `<path class="sill" d="M0 ${sill}h800v${640 - sill}H0Z"/><path class="edge" d="M0 ${sill}h800v7H0Z"/>`;

const themes = {
  kitchen: {
    wall: ['#f3e6d6', '#332a23'],
    sill: ['#e2c9ad', '#2a211b'],
    edge: ['#edd9c1', '#3a2f27'],
  },
  garden: {
    wall: ['#e4e8d8', '#2b3028'],
    sill: ['#cdbb9c', '#282219'],
    edge: ['#dccdb2', '#383024'],
  },
  table: {
    wall: ['#f3ded1', '#38291f'],
    sill: ['#dcb99c', '#2d2019'],
    edge: ['#e9cdb5', '#3f2e24'],
  },
} as const;
const view = {
  frame: ['#fbf5ea', '#4a3d33'],
  sky: ['#dbe8e6', '#27323d'],
  sun: ['#f2c46d', '#e9e2cf'],
  far: ['#b9cbb8', '#2f4143'],
  mid: ['#95ad88', '#2b3b35'],
  near: ['#71905f', '#26332b'],
} as const;

const bunting = (() => {
  const next = scatter(31);
  let out = '';
  for (let i = 0; i < 9; i++) {
    const x = 70 + i * 17;
    out += leaf(
      x,
      96 + Math.sin(i) * 5,
      46 + next() * 14,
      15,
      172 + next() * 20,
      i % 2 ? '#7d8f6c' : '#93a381',
    );
  }
  return line('M50 92Q140 106 226 90', colors.walnut, 4) + out;
})();

const contents = {
  kitchen: () =>
    arch(300, 60, 300, 440) +
    bunting +
    put('planter', 116, 548, 1.18) +
    put('kettle', 330, 560, 0.92) +
    put('trough', 546, 540, 0.86) +
    put('bowls', 690, 580, 0.82) +
    put('twine', 456, 600, 0.42),
  garden: () =>
    arch(90, 50, 330, 450) +
    put('hanging', 640, 366, 1.1).replace('M200 0V36', 'M200 -80V36') +
    put('can', 250, 572, 1.22) +
    put('longtom', 474, 560, 0.92) +
    put('tulips', 640, 588, 0.9) +
    put('trowel', 90, 600, 0.62),
  table: () =>
    arch(420, 44, 300, 450) +
    `<g>${line('M120 0V120', colors.iron, 3)}${path('M60 176C64 132 92 118 120 118s56 14 60 58Z', darker(colors.clay, 0.05))}${ellipse(120, 176, 60, 9, lighter(colors.butter, 0.5))}</g>` +
    put('carafe', 610, 546, 0.98) +
    put('casserole', 286, 572, 1.22) +
    put('plate', 96, 556, 0.66) +
    put('napkins', 500, 600, 0.68) +
    put('mill', 716, 572, 0.74),
} as const;

export type Scene = keyof typeof contents;
export const scenes = Object.keys(contents) as Scene[];

export function scene(name: Scene): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 640">${style({ ...themes[name], ...view })}${wallAndSill(498)}${contents[name]()}</svg>`;
}

/** A journal picture: one thing, large, in a landscape frame. */
export function cover(drawing: Drawing, ground: Ground): string {
  const [wall, shelf, darkWall, darkShelf] = grounds[ground];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 450">${style({ wall: [wall, darkWall], sill: [shelf, darkShelf], halo: ['#fffaf0', '#8f7f6a'] })}<path class="wall" d="M0 0h600v450H0Z"/><circle class="halo" cx="300" cy="200" r="168" opacity=".28"/><path class="sill" d="M0 342h600v108H0Z"/>${put(drawing, 300, 400, 1.06)}</svg>`;
}

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#b4512b" d="M16 30C8 30 4 24 4 18.5 4 16 5 14 6.5 13h19C27 14 28 16 28 18.5 28 24 24 30 16 30Z"/><path fill="#7b4427" d="M3.5 14.500C3 9 8.5 6 16 6s13 3 12.5 8.500C26 12.8 23 15 20 13.4 17.5 15 14.5 15 12 13.4 9 15 6 12.8 3.5 14.500Z"/><path fill="#5d7052" d="M16 7C15 2.5 18.5 0 25 1 25 5.5 21 8.5 16 7Z"/></svg>`;
