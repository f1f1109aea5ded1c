import { randomUUID } from 'node:crypto';

/**
 * What a terminal would obey instead of showing: controls, and marks that turn the direction of
 * writing. Line ends and tabs are what they seem.
 */
const CONTROLS =
  // oxlint-disable-next-line no-control-regex -- these are the characters looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Control characters as `\u001b`: readable, and in JSON still the same text. */
export function visible(text: string): string {
  return text.replace(CONTROLS, escaped);
}

/** The same for one line: line ends and tabs too. */
export function visibleInLine(text: string): string {
  return visible(text).replace(/[\n\t]/g, escaped);
}

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Stands for the escape character of a style of ours. No text that is printed can know it. */
const MARK = `\uFDD0${randomUUID()}\uFDD1`;

/** A styled text, with the escape characters that the style put around it marked as ours. */
export function styleMark(styled: string, text: string): string {
  const at = styled.indexOf(text);
  if (styled === text || at < 0) return text;
  const ours = (code: string): string => code.replaceAll('\u001b', MARK);
  return ours(styled.slice(0, at)) + text + ours(styled.slice(at + text.length));
}

/** Our styles as a terminal knows them. */
export const restyled = (text: string): string => text.replaceAll(MARK, '\u001b');

const STYLES = new RegExp(`${MARK}\\[\\d+m`, 'g');

/** Without our styles: what takes room in a line. */
export const unstyled = (text: string): string => text.replace(STYLES, '');
