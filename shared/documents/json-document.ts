import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Node, ParseError, SyntaxKind } from 'jsonc-parser';
import { LIMITS } from '../definitions/limits.ts';

/** Where something stands in a text; lines and columns count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A parsed JSON document that remembers where everything stood. */
export interface JsonDocument {
  readonly value: unknown;
  /** Where the text is no JSON, or could be read in two ways. */
  readonly faults: readonly {
    readonly code: 'not-json' | 'too-deep';
    readonly place: TextPlace;
    readonly message: string;
  }[];
  /** Where the key or the value at a path stands, or what is nearest to it in the document. */
  placeOf(path: readonly (string | number)[], at: 'key' | 'value'): TextPlace;
}

// The parser's own enumeration, which is erased when it is compiled: { [ and } ], and the end.
const OPENING: readonly SyntaxKind[] = [1, 3];
const CLOSING: readonly SyntaxKind[] = [2, 4];
const END: SyntaxKind = 17;

/** JSON with comments and trailing commas. A member named twice is a fault: readers would differ. */
export function parseJsonDocument(text: string): JsonDocument {
  const starts = lineStarts(text);
  const place = (offset: number): TextPlace => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  const errors: ParseError[] = [];
  const tooDeep = firstTooDeep(text);
  const root =
    tooDeep === undefined ? parseTree(text, errors, { allowTrailingComma: true }) : undefined;
  // After the first slip a parser guesses: what it says then is rarely so.
  const [slip] = errors;
  const faults = slip
    ? [{ offset: slip.offset, message: words(printParseErrorCode(slip.error)) }]
    : root
      ? repeatedMembers(root)
      : [{ offset: tooDeep ?? 0, message: `Nested deeper than ${LIMITS.depth} levels.` }];
  const code = tooDeep === undefined ? 'not-json' : 'too-deep';
  if (text.trim() === '') faults.splice(0, 1, { offset: 0, message: 'The file is empty.' });
  return {
    value: root && faults.length === 0 ? (getNodeValue(root) as unknown) : undefined,
    faults: faults
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ offset, message }) => ({ code, place: place(offset), message })),
    placeOf(path, at) {
      const nodes = path.map(
        (_, index) => root && findNodeAtLocation(root, path.slice(0, index + 1)),
      );
      const node = nodes.findLast((each) => each !== undefined) ?? root;
      const [key] = node?.parent?.type === 'property' ? (node.parent.children ?? []) : [];
      return place((at === 'key' && nodes.at(-1) ? key : node)?.offset ?? 0);
    },
  };
}

/** Where lists and objects are nested so deeply that no document is, and no parser should try; undefined: nowhere. */
function firstTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  for (let depth = 0, token = scanner.scan(); token !== END; token = scanner.scan()) {
    if (OPENING.includes(token)) depth += 1;
    else if (CLOSING.includes(token)) depth -= 1;
    if (depth > 5 * LIMITS.depth) return scanner.getTokenOffset();
  }
  return undefined;
}

function lineStarts(text: string): readonly number[] {
  return [
    0,
    ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ 0: end, index }) => index + end.length),
  ];
}

interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** What is told of members that are there twice: nobody reads more. */
const MOST_REPEATED = 100;

function repeatedMembers(node: Node, found: Fault[] = []): Fault[] {
  const names = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [key] = child.type === 'property' ? (child.children ?? []) : [];
    if (key) {
      if (names.has(key.value)) {
        if (found.length === MOST_REPEATED)
          found.push({
            offset: key.offset,
            message: 'More members are there twice, from here on. Mend those above first.',
          });
        if (found.length > MOST_REPEATED) return found;
        found.push({
          offset: key.offset,
          message: `"${String(key.value)}" is there twice. Keep one of them.`,
        });
      }
      names.add(key.value);
    }
    repeatedMembers(child, found);
    if (found.length > MOST_REPEATED) return found;
  }
  return found;
}

/** `CommaExpected` as a sentence. */
function words(code: string): string {
  const known: { readonly [code: string]: string } = {
    PropertyNameExpected: 'A name in double quotes is expected here.',
    ValueExpected: 'A value is expected here.',
    ColonExpected: 'A colon is expected here.',
    CommaExpected: 'A comma is expected here, before what follows.',
    InvalidCharacter:
      'A text holds a line break, a tab or another control character. Write \\n or \\t in its place.',
    InvalidEscapeCharacter:
      'In a text, a backslash that stands for itself is written twice: \\\\, as in "\\\\.pdf$".',
    InvalidUnicode: 'After \\u stand four digits or letters from a to f.',
    UnexpectedEndOfString: 'A text is not closed: its double quote at the end is missing.',
    UnexpectedEndOfComment: 'A comment is not closed: its */ is missing.',
    UnexpectedEndOfNumber: 'A number is not whole.',
    InvalidNumberFormat: 'This is no number as JSON writes it.',
    InvalidCommentToken: 'Comments start with // or stand between /* and */.',
    CloseBraceExpected: 'A closing } is missing.',
    CloseBracketExpected: 'A closing ] is missing.',
    EndOfFileExpected: 'The document should end here.',
    InvalidSymbol: 'This is no JSON value. Texts stand in double quotes.',
  };
  return known[code] ?? `This is not JSON (${code}).`;
}
