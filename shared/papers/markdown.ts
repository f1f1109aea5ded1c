import type { Block, Inline, Paper, Text } from './paper.ts';
import { visible } from './visible.ts';

/** A paper as Markdown (GitHub's, with tables). Nothing that was signed is markup in it. */
export function toMarkdown({ title, lead, sections }: Paper): string {
  const parts = [
    `# ${textOf([title])}`,
    paragraph(lead),
    ...sections.flatMap((section) => [
      `## ${textOf([section.title])}`,
      ...section.blocks.map(blockOf),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return paragraph(block.text);
    case 'head':
      return `### ${textOf([block.text])}`;
    case 'list':
      return block.items.map((item) => `- ${paragraph(item)}`).join('\n');
    case 'question':
      return `> **${textOf([block.label])}:** ${textOf(block.question.text)}`;
    case 'table':
      return [
        rowOf(block.head.map((cell) => [cell])),
        rowOf(block.head.map(() => '---')),
        ...block.rows.map(rowOf),
      ].join('\n');
  }
}

const rowOf = (cells: readonly (Text | '---')[]): string =>
  `| ${cells.map((cell) => (cell === '---' ? cell : textOf(cell))).join(' | ')} |`;

/** What stands first in a line could begin a list, a heading or a rule. */
const paragraph = (text: Text): string =>
  textOf(text).replace(/^(?:(\d+)([.)])|([-+=]))/, (_, digits = '', mark = '', other = '') =>
    digits === '' ? `\\${other}` : `${digits}\\${mark}`,
  );

const textOf = (text: Text): string => text.map(inline).join('').trim();

function inline(part: Inline): string {
  if (typeof part === 'string') return escaped(part);
  if ('href' in part)
    return `[${escaped(part.text)}](<${part.href.replace(/[<>\\|\s]/g, encodeURIComponent)}>)`;
  const code = visible(part.code);
  // A pipe would end the cell, also in a code, and a mark of a code the code: then they are entities.
  return code !== '' && code.trim() === code && !/[`|\\<&]/.test(code)
    ? `\`${code}\``
    : `<code>${entities(code)}</code>`;
}

/** Marks get a backslash; what a table, or HTML, could take is an entity. */
const escaped = (text: string): string =>
  visible(text)
    .replace(/[\\`*_[\]~#$!]/g, '\\$&')
    .replace(/[<>|&]/g, entities)
    // No address becomes a link by itself.
    .replace(/:(?=\/\/)|@|(?<=www)\./gi, '\\$&');

const entities = (text: string): string =>
  text.replace(/[^\p{L}\p{N} ]/gu, (one) => `&#${one.codePointAt(0)};`);
