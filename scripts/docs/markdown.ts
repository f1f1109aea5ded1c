import type { Json } from '../../shared/definitions/index.ts';

/** JSON as people write it: on one line where that fits, else a member a line. */
export const json = (value: unknown, width = 100, indent = ''): string => {
  const line = inline(value);
  if (line.length + indent.length <= width || typeof value !== 'object' || value === null)
    return line;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts = Array.isArray(value)
    ? value.map((one: unknown) => json(one, width, inner))
    : Object.entries(value).map(
        ([key, one]) => `${JSON.stringify(key)}: ${json(one, width - key.length - 4, inner)}`,
      );
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
};

/** JSON on one line, with room to breathe. */
export const inline = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value as Json);
  const parts = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${inline(one)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
};

export const code = (text: string): string => `\`${text}\``;

/** Text inside a table: a bar would end the cell. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

/** The anchor that a heading gets. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
