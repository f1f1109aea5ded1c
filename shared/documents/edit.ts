import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';

/** Sets one value in a JSON document, or removes it where it is undefined; comments, order and spacing of all else stay. */
export function setAt(text: string, path: readonly (string | number)[], value: unknown): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const [, tab] = /\n(\t)/.exec(text) ?? [];
  const [, spaces = '  '] = /\n( +)\S/.exec(text) ?? [];
  const formattingOptions = { eol, insertSpaces: tab === undefined, tabSize: spaces.length };
  return applyEdits(text, modify(text, [...path], value, { formattingOptions }));
}

/** The same for members of the first level. */
export function setMembers(text: string, members: { readonly [name: string]: unknown }): string {
  return Object.entries(members).reduce(
    (edited, [name, value]) => setAt(edited, [name], value),
    text,
  );
}

/** Gives the member at a path another name, where it stands. The text as it was where there is none. */
export function renameKey(text: string, path: readonly (string | number)[], name: string): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const parent = root && findNodeAtLocation(root, [...path])?.parent;
  const [key] = parent?.type === 'property' ? (parent.children ?? []) : [];
  return key
    ? text.slice(0, key.offset) + JSON.stringify(name) + text.slice(key.offset + key.length)
    : text;
}
