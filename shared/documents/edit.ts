import {
  applyEdits,
  findNodeAtLocation,
  format,
  type FormattingOptions,
  type ModificationOptions,
  modify,
  parseTree,
} from 'jsonc-parser';

type Path = readonly (string | number)[];

/** Layout as the text has it. */
function formattingOf(text: string): FormattingOptions {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const [, tab] = /\n(\t)/.exec(text) ?? [];
  const [, spaces = '  '] = /\n( +)\S/.exec(text) ?? [];
  return { eol, insertSpaces: tab === undefined, tabSize: spaces.length };
}

/**
 * Sets one value in a JSON document, or removes it where it is undefined; comments and order of all else stay, and so does
 * spacing, but in a line that holds the whole of what it is put into or taken from.
 */
export function setAt(text: string, path: Path, value: unknown): string {
  return edited(text, path, value, {});
}

/** The same for members of the first level. */
export function setMembers(text: string, members: { readonly [name: string]: unknown }): string {
  return Object.entries(members).reduce(
    (before, [name, value]) => setAt(before, [name], value),
    text,
  );
}

/** Puts a value into a list, before what stands at the path. */
export function insertAt(text: string, path: Path, value: unknown): string {
  return edited(text, path, value, { isArrayInsertion: true });
}

function edited(text: string, path: Path, value: unknown, options: ModificationOptions): string {
  const plain = modify(text, [...path], value, options);
  // A document of one line stays one.
  if (!isBroken(text.trim())) return applyEdits(text, plain);
  const formattingOptions = formattingOf(text);
  const [edit] = plain;
  const container = nodeAt(text, path.slice(0, -1));
  const isPutBesideLines =
    edit?.length === 0 &&
    container !== undefined &&
    isBroken(text.slice(container.offset, container.offset + container.length));
  if (!isPutBesideLines)
    return applyEdits(text, modify(text, [...path], value, { ...options, formattingOptions }));
  const put = applyEdits(text, plain);
  // What was put there alone is laid out, from the character before it to the one behind, where the line goes on.
  const behind = isBroken(text.charAt(edit.offset)) ? 0 : 1;
  const range = { offset: edit.offset - 1, length: 1 + edit.content.length + behind };
  return applyEdits(put, format(put, range, formattingOptions));
}

const isBroken = (text: string): boolean => /[\r\n]/.test(text);

const nodeAt = (text: string, path: Path) => {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root && findNodeAtLocation(root, [...path]);
};

/** Gives the member at a path another name, where it stands. The text as it was where there is none. */
export function renameKey(text: string, path: Path, name: string): string {
  const parent = nodeAt(text, path)?.parent;
  const [key] = parent?.type === 'property' ? (parent.children ?? []) : [];
  return key
    ? text.slice(0, key.offset) + JSON.stringify(name) + text.slice(key.offset + key.length)
    : text;
}

/** Lets two values change places, each with the comments in it. The text as it was where one is not there. */
export function swapAt(text: string, one: Path, other: Path): string {
  const [first, second] = [nodeAt(text, one), nodeAt(text, other)].toSorted(
    (a, b) => (a?.offset ?? 0) - (b?.offset ?? 0),
  );
  if (!first || !second || first.offset + first.length > second.offset) return text;
  const [a, b] = [first, second].map(({ offset, length }) => text.slice(offset, offset + length));
  return [
    text.slice(0, first.offset),
    b,
    text.slice(first.offset + first.length, second.offset),
    a,
    text.slice(second.offset + second.length),
  ].join('');
}
