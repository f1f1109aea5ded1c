import type { Block, Inline, Paper, Text } from './paper.ts';
import { STYLE } from './style.ts';
import { visible } from './visible.ts';

export interface HtmlOptions {
  /** The same page in other languages. */
  readonly languages?: readonly {
    readonly language: string;
    readonly name: string;
    readonly href: string;
  }[];
}

/** A paper as a page of its own: no script, one style, nothing loaded. Nothing that was signed is markup in it. */
export function toHtml(paper: Paper, { languages = [] }: HtmlOptions = {}): string {
  const { language, title, lead, sections } = paper;
  const others = languages.map(
    (one) =>
      `<li><a href="${escaped(one.href)}" hreflang="${escaped(one.language)}" lang="${escaped(one.language)}"${one.language === language ? ' aria-current="page"' : ''}>${escaped(one.name)}</a></li>`,
  );
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${others.length > 0 ? `<nav><ul>${others.join('')}</ul></nav>\n` : ''}<main>
<h1>${escaped(title)}</h1>
<p>${textOf(lead)}</p>
${sections
  .map(
    ({ id, title: name, blocks }) =>
      `<section aria-labelledby="${escaped(id)}">\n<h2 id="${escaped(id)}">${escaped(name)}</h2>\n${blocks
        .map((block) => blockOf(block, name))
        .join('\n')}\n</section>`,
  )
  .join('\n')}
</main>
</body>
</html>
`;
}

function blockOf(block: Block, title: string): string {
  switch (block.kind) {
    case 'text':
      return `<p>${textOf(block.text)}</p>`;
    case 'head':
      return `<h3>${escaped(block.text)}</h3>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${textOf(item)}</li>`).join('')}</ul>`;
    case 'question':
      return `<p class="question"><strong>${escaped(block.label)}:</strong> ${textOf(block.question.text)}</p>`;
    case 'table': {
      const head = block.head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('');
      const rows = block.rows.map(
        ([first = [], ...rest]) =>
          `<tr><th scope="row">${textOf(first)}</th>${rest.map((cell) => `<td>${textOf(cell)}</td>`).join('')}</tr>`,
      );
      return `<div class="scroll" tabindex="0" role="group" aria-label="${escaped(title)}"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
    }
  }
}

const textOf = (text: Text): string => text.map(inline).join('');

function inline(part: Inline): string {
  if (typeof part === 'string') return escaped(part);
  return 'href' in part
    ? `<a href="${escaped(part.href)}" rel="noreferrer">${escaped(part.text)}</a>`
    : `<code>${escaped(part.code)}</code>`;
}

const escaped = (text: string): string =>
  visible(text).replace(/[&<>"'`=]/g, (one) => `&#${one.charCodeAt(0)};`);
