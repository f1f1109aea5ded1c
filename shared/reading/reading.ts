/** What a thing says, in words. Short: a sentence or a phrase, with what belongs to it as a list. */
export interface Reading {
  readonly text: string;
  /** In their order. Never empty. */
  readonly parts?: readonly Reading[];
}

/** `text` alone where there are no parts. */
export const reading = (text: string, parts: readonly Reading[] = []): Reading =>
  parts.length > 0 ? { text, parts } : { text };

/** As lines, each part a step further in: `Champions\n  - bought something …`. */
export const asLines = ({ text, parts = [] }: Reading, indent = ''): string =>
  [text, ...parts.map((part) => `${indent}  - ${asLines(part, `${indent}  `)}`)].join('\n');

/** In one line, parts in square brackets: `all of these hold [… ; …]`. */
export const inOneLine = ({ text, parts = [] }: Reading): string =>
  parts.length > 0 ? `${text} [${parts.map(inOneLine).join('; ')}]` : text;
