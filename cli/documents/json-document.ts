import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { Place } from '../failure.ts';

/** A parsed JSON document that remembers where everything stood. */
export interface JsonDocument {
  readonly value: unknown;
  /** Where the text is no JSON, or could be read in two ways. */
  readonly faults: readonly { readonly place: Place; readonly message: string }[];
  /** Where the key or the value at a path stands, or what is nearest to it in the document. */
  placeOf(path: readonly (string | number)[], at: 'key' | 'value'): Required<Place>;
}

/** JSON with comments and trailing commas. A member named twice is a fault: readers would differ. */
export function parseJsonDocument(file: string, text: string): JsonDocument {
  const starts = lineStarts(text);
  const place = (offset: number): Required<Place> => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const faults = [
    ...errors.map(({ error, offset }) => ({ offset, message: words(printParseErrorCode(error)) })),
    ...(root ? repeatedMembers(root) : []),
  ];
  if (!root && faults.length === 0) faults.push({ offset: 0, message: 'The file is empty.' });
  return {
    value: root && faults.length === 0 ? (getNodeValue(root) as unknown) : undefined,
    faults: faults
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ offset, message }) => ({ place: place(offset), message })),
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

function lineStarts(text: string): readonly number[] {
  return [
    0,
    ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ 0: end, index }) => index + end.length),
  ];
}

function repeatedMembers(node: Node): { offset: number; message: string }[] {
  const names = new Set<unknown>();
  const found: { offset: number; message: string }[] = [];
  for (const child of node.children ?? []) {
    const [key] = child.type === 'property' ? (child.children ?? []) : [];
    if (key) {
      if (names.has(key.value)) {
        found.push({
          offset: key.offset,
          message: `"${String(key.value)}" is there twice. Keep one of them.`,
        });
      }
      names.add(key.value);
    }
    found.push(...repeatedMembers(child));
  }
  return found;
}

/** `CommaExpected` as a sentence. */
function words(code: string): string {
  const known: { readonly [code: string]: string } = {
    PropertyNameExpected: 'A name in double quotes is expected here.',
    ValueExpected: 'A value is expected here.',
    ColonExpected: 'A colon is expected here.',
    CommaExpected: 'A comma is expected here.',
    CloseBraceExpected: 'A closing } is missing.',
    CloseBracketExpected: 'A closing ] is missing.',
    EndOfFileExpected: 'The document should end here.',
    InvalidSymbol: 'This is no JSON value. Texts stand in double quotes.',
  };
  return known[code] ?? `This is not JSON (${code}).`;
}
