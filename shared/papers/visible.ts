// Controls, separators of lines, and what turns the direction of writing: none is seen, and each could hide or move words.
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** Text as one line, in which nothing is hidden: a line break is a space, what is not seen is written out. */
export const visible = (text: string): string =>
  text
    .replace(/\s*[\r\n\u2028\u2029]+\s*|\t/g, ' ')
    .replace(UNSEEN, (one) => `\\u{${one.charCodeAt(0).toString(16)}}`)
    // A lone surrogate is no character.
    .replace(/\p{Cs}/gu, '\ufffd');
