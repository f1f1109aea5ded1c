/** A regular expression as a tree: enough of JavaScript's syntax to see which texts make it slow. */

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
  /** Looked at without being consumed. */
  | { readonly type: 'look'; readonly part: PatternNode };

/**
 * The tree of a pattern that `RegExp` accepts (without the `u` and `v` flags). Characters that no
 * part of the pattern names stand together as a few representatives.
 */
export const parsePattern = (source: string, ignoreCase: boolean): PatternNode => {
  const all = new Set([
    ...REPRESENTATIVES,
    ...source,
    ...source.toLowerCase(),
    ...source.toUpperCase(),
  ]);
  const matching = (expression: string): CharacterSet => {
    const test = new RegExp(`^(?:${expression})$`, ignoreCase ? 'is' : 's');
    return new Set([...all].filter((character) => test.test(character)));
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
      return /^\(\?<?[=!]/.test(group) ? { type: 'look', part } : part;
    }
    if (next(/\^|\$|\\b|\\B/y) !== undefined) return { type: 'sequence', parts: [] };
    // What a group held can be anything, or nothing.
    if (next(/\\(?:[1-9]\d*|k<[^>]*>)/y) !== undefined)
      return { type: 'repeat', part: { type: 'set', set: all }, least: 0, most: 1 };
    const character =
      next(/\[(?:\\[^]|[^\]\\])*\]|\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[^])|[^]/y) ?? '';
    if (character === '.') return { type: 'set', set: matching('[^\\n\\r\\u2028\\u2029]') };
    return {
      type: 'set',
      set: matching(/^[{}\]/]$/.test(character) ? `\\${character}` : character),
    };
  };
  return choice();
};

const REPRESENTATIVES = 'aZbY059_ \t\n\r\u2028-./,:;!?@#%&=+*\'"~éßЖ中\u{1F426}\u00a0';

const bounds = (sign: string): readonly [number, number] => {
  if (sign.startsWith('*')) return [0, Infinity];
  if (sign.startsWith('+')) return [1, Infinity];
  if (sign.startsWith('?')) return [0, 1];
  const [, least = '0', comma, most] = /^\{(\d+)(,)?(\d*)\}/.exec(sign) ?? [];
  if (comma === undefined) return [Number(least), Number(least)];
  return [Number(least), most ? Number(most) : Infinity];
};
