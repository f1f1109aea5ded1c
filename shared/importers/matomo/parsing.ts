/** One condition of a segment: dimension, operator, value. */
export interface Written {
  readonly name: string;
  readonly operator: Operator;
  readonly value: string;
  /** As it stands in the segment. */
  readonly text: string;
}

export type Operator = '==' | '!=' | '<=' | '>=' | '<' | '>' | '=@' | '!@' | '=^' | '=$';

/** All of these, of each any; or what cannot be read. */
export type Parsed = readonly (readonly (Written | { readonly text: string })[])[];

/** `browserCode==FF;countryCode==DE,countryCode==AT`: `;` is and, `,` is or, which binds first. A backslash before them makes them text. */
export const parseSegment = (segment: string): Parsed => {
  const whole = segment.trim();
  // As it stands in an address, where it is encoded as a whole.
  const plain = PATTERN.test(whole) ? whole : decoded(whole);
  return split(plain, ';')
    .filter((group) => group !== '')
    .map((group) => split(group, ',').map((text) => condition(text)));
};

export const isSegment = (text: string): boolean =>
  PATTERN.test(text) || PATTERN.test(decoded(text));

const split = (text: string, separator: string): readonly string[] => {
  const parts = [''];
  for (let i = 0; i < text.length; i += 1) {
    const [char = '', next = ''] = [text[i], text[i + 1]];
    const last = parts.length - 1;
    if (char === '\\' && (next === ';' || next === ',')) {
      // Whichever it is, the other round leaves it alone.
      parts[last] += separator === next ? next : char + next;
      i += 1;
    } else if (char === separator) parts.push('');
    else parts[last] += char;
  }
  return parts;
};

const condition = (text: string): Written | { readonly text: string } => {
  const [, name, operator, value = ''] = PATTERN.exec(decoded(text).trim()) ?? [];
  // Values are encoded for the segment, and once more for the address.
  return name === undefined
    ? { text }
    : { name, operator: operator as Operator, value: decoded(value), text };
};

const PATTERN = /^([^=!<>]+)(==|!=|>=|>|<=|<|=@|!@|=\^|=\$)([\s\S]*)$/;

/** As it stands where it is not encoded. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};
