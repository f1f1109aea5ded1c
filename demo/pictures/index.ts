/** Pictures of the things Hazel sells: drawn by code, the same at every build. */
import * as cook from './cook.ts';
import * as garden from './garden.ts';
import * as pantry from './pantry.ts';
import { Pen } from './pen.ts';
import * as pots from './pots.ts';
import * as seeds from './seeds.ts';
import * as table from './table.ts';

const drawings = { ...cook, ...table, ...pantry, ...garden, ...pots, ...seeds };
export type Drawing = keyof typeof drawings;

/** Wall and table behind a thing: light and dark. */
export const grounds = {
  sand: ['#f2e8d9', '#e6d7c0', '#3a3129', '#2e2620'],
  blush: ['#f4e2d6', '#e8cdbb', '#40302a', '#332520'],
  sage: ['#e6eadd', '#d3dac6', '#30352b', '#262a22'],
  butter: ['#f6ead0', '#ead8b0', '#3c3425', '#2f281b'],
  mist: ['#e4eae8', '#cfdad8', '#2c3434', '#222929'],
} as const;
export type Ground = keyof typeof grounds;

/** The thing alone, for a scene. `prefix` keeps its ids apart from others on the same page. */
export function thing(drawing: Drawing, prefix: string): string {
  const pen = new Pen(prefix);
  const body = drawings[drawing](pen);
  return pen.definitions() + body;
}

/** A whole picture as an SVG file, which follows the reader's light or dark. */
export function picture(drawing: Drawing, ground: Ground): string {
  const [wall, shelf, darkWall, darkShelf] = grounds[ground];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><style>.w{fill:${wall}}.t{fill:${shelf}}@media(prefers-color-scheme:dark){.w{fill:${darkWall}}.t{fill:${darkShelf}}}</style><path class="w" d="M0 0h400v400H0z"/><path class="t" d="M0 292h400v108H0z"/>${thing(drawing, 'p')}</svg>`;
}
