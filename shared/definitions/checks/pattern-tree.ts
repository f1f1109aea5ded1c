/** A regular expression as a tree: enough of JavaScript's syntax to see which texts make it slow. */

import { takeSteps } from './pattern-work.ts';

/** What one try of a regular expression takes. */
const STEPS_OF_A_TEST = 10;

/** Characters are told apart only as far as the pattern itself tells them apart. */
export type CharacterSet = ReadonlySet<string>;

export type PatternNode =
  | { readonly type: 'set'; readonly set: CharacterSet }
  | { readonly type: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | {
      readonly type: 'repeat';
      readonly part: PatternNode;
      readonly least: number;
      readonly most: number;
    }
  /** Looked at without being consumed; what stands before is read from right to left. */
  | { readonly type: 'look'; readonly part: PatternNode; readonly isBehind: boolean }
  /** The start of the text: nothing after it is tried from anywhere else. */
  | { readonly type: 'start' };

/**
 * The tree of a pattern that `RegExp` accepts (without the `u` and `v` flags). Characters that no
 * part of the pattern names stand together as a few representatives.
 */
export const parsePattern = (source: string, ignoreCase: boolean): PatternNode => {
  // `(?i:` and the like: whatever they switch, more is taken to match.
  const switches = /\(\?[a-z]*-?[a-z]*:/.test(source.replaceAll('(?:', ''));
  const all = charactersOf(source);
  const known = new Map<string, CharacterSet>();
  const matching = (expression: string): CharacterSet => {
    const before = known.get(expression);
    if (before !== undefined) return before;
    const found = tested(expression);
    known.set(expression, found);
    return found;
  };
  const tested = (expression: string): CharacterSet => {
    // A character that is only itself; what else a pattern can say is longer, or was read before.
    if (expression.length === 1 && !ignoreCase && !switches) return new Set(expression);
    takeSteps(all.size * STEPS_OF_A_TEST);
    const test = new RegExp(`^(?:${expression})$`, ignoreCase || switches ? 'is' : 's');
    const found = [...all].filter((character) => test.test(character));
    // What cannot be told stands for anything. Only an empty class matches nothing.
    return found.length > 0 || expression === '[]' ? new Set(found) : all;
  };
  let at = 0;
  const next = (expression: RegExp): string | undefined => {
    expression.lastIndex = at;
    const found = expression.exec(source);
    if (found) at = expression.lastIndex;
    return found?.[0];
  };

  const choice = (): PatternNode => {
    const parts = [sequence()];
    while (next(/\|/y) !== undefined) parts.push(sequence());
    return { type: 'choice', parts };
  };
  const sequence = (): PatternNode => {
    const parts: PatternNode[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')')
      parts.push(repeat(atom()));
    return { type: 'sequence', parts };
  };
  const repeat = (part: PatternNode): PatternNode => {
    const sign = next(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/y);
    if (sign === undefined) return part;
    const [least, most] = bounds(sign);
    return { type: 'repeat', part, least, most };
  };
  const atom = (): PatternNode => {
    const group = next(/\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[a-z]*-?[a-z]*:))?/y);
    if (group !== undefined) {
      const part = choice();
      next(/\)/y);
      return /^\(\?<?[=!]/.test(group)
        ? { type: 'look', part, isBehind: group.startsWith('(?<') }
        : part;
    }
    if (next(/\^/y) !== undefined)
      return switches ? { type: 'sequence', parts: [] } : { type: 'start' };
    if (next(/\$|\\b|\\B/y) !== undefined) return { type: 'sequence', parts: [] };
    // What a group held can be any text, or none.
    if (next(/\\(?:[1-9]\d*|k<[^>]*>)/y) !== undefined)
      return { type: 'repeat', part: { type: 'set', set: all }, least: 0, most: Infinity };
    const character =
      next(
        /\[(?:\\[^]|[^\]\\])*\]|\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|0[0-7]{0,2}|[^])|[^]/y,
      ) ?? '';
    if (character === '.')
      return switches
        ? { type: 'set', set: all }
        : { type: 'set', set: matching('[^\\n\\r\\u2028\\u2029]') };
    return {
      type: 'set',
      set: matching(/^[{}\]/]$/.test(character) ? `\\${character}` : character),
    };
  };
  return choice();
};

/** Where the classes that JavaScript names begin, and where their opposites do. */
const REPRESENTATIVES =
  '\0\t\n\v\r\x0e !/0:A[_`a{\xa0\xa1\u1680\u1681\u2000\u200b\u2028\u202a\u202f\u2030\u205f\u2060\u3000\u3001\ufeff\uff00bYZ59-.,;?@#%&=+*\'"~éßЖ中';

/**
 * All characters that two parts can differ in, as UTF-16 code units, as `RegExp` reads them. Where ranges
 * overlap, one of them begins, or the one after the end of another: so each character named and the next are enough.
 */
const charactersOf = (source: string): CharacterSet => {
  const escaped = [
    ...source.matchAll(/\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|(0?[0-7]{1,3}))/g),
  ].map(([, unicode, hex, octal]) =>
    String.fromCharCode(parseInt(unicode ?? hex ?? octal ?? '0', octal === undefined ? 16 : 8)),
  );
  const controls = [...source.matchAll(/\\c([A-Za-z])/g)].map(([, letter = '']) =>
    String.fromCharCode(letter.charCodeAt(0) % 32),
  );
  const named = [source, ...escaped, ...controls].flatMap((text) =>
    [text, text.toLowerCase(), text.toUpperCase()].flatMap((one) => one.split('')),
  );
  const next = named.map((character) => String.fromCharCode(character.charCodeAt(0) + 1));
  return new Set([...REPRESENTATIVES.split(''), ...named, ...next]);
};

const bounds = (sign: string): readonly [number, number] => {
  if (sign.startsWith('*')) return [0, Infinity];
  if (sign.startsWith('+')) return [1, Infinity];
  if (sign.startsWith('?')) return [0, 1];
  const [, least = '0', comma, most] = /^\{(\d+)(,)?(\d*)\}/.exec(sign) ?? [];
  if (comma === undefined) return [Number(least), Number(least)];
  return [Number(least), most ? Number(most) : Infinity];
};
