/** What things of a document are called where a person reads of them, in English. Without a word of the readings: lists and headings need no more. */
import type { Section } from './sections.ts';

/** One of a section; sections are called as they are everywhere. */
export const ONE: { readonly [section in Section]: string } = {
  segments: 'segment',
  groups: 'group',
  experiences: 'experience',
  surveys: 'survey',
  histograms: 'histogram',
  metrics: 'metric',
  traits: 'trait',
  savedGroups: 'list',
};

/** "cart abandoner" for `cart-abandoner` */
export const inWords = (id: string): string => id.replaceAll(/[-_]+/g, ' ').trim() || id;

/** By its name, or by what it asks; undefined where it has neither. */
function nameOf(thing: unknown): string | undefined {
  if (typeof thing !== 'object' || thing === null) return undefined;
  const { name, question } = thing as { readonly [key: string]: unknown };
  const texts = typeof question === 'object' && question !== null ? Object.values(question) : [];
  const said = [name, question, ...texts].find((each) => typeof each === 'string' && each !== '');
  return said === undefined ? undefined : String(said);
}

/** In a list of its kind: by its name, or its id in words. */
export const listed = (id: string, thing: unknown): string => nameOf(thing) ?? inWords(id);

/** In a heading: by its name, or what kind of thing it is and its id in words. */
export function called(section: Section, id: string, thing: unknown): string {
  const one = ONE[section];
  return nameOf(thing) ?? `${one.charAt(0).toUpperCase()}${one.slice(1)}: ${inWords(id)}`;
}
