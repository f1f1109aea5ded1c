/** A paper as the page shows it: the same parts as in its files. */
import { type Block, type Paper, type Text, visible } from '../../../shared/papers/index.ts';

function Words({ text }: { readonly text: Text }) {
  return (
    <>
      {text.map((part, at) =>
        typeof part === 'string' ? (
          visible(part)
        ) : 'href' in part ? (
          <a key={at} href={part.href} rel="noreferrer">
            {visible(part.text)}
          </a>
        ) : (
          <code key={at}>{visible(part.code)}</code>
        ),
      )}
    </>
  );
}

function Part({ block, title }: { readonly block: Block; readonly title: string }) {
  switch (block.kind) {
    case 'text':
      return (
        <p>
          <Words text={block.text} />
        </p>
      );
    case 'head':
      return <h5>{block.text}</h5>;
    case 'list':
      return (
        <ul class="paper__list">
          {block.items.map((item, at) => (
            <li key={at}>
              <Words text={item} />
            </li>
          ))}
        </ul>
      );
    case 'question':
      return (
        <p class="paper__question">
          <strong>{block.label}:</strong> <Words text={block.question.text} />
        </p>
      );
    case 'table':
      return (
        <div class="paper__scroll" tabIndex={0} role="group" aria-label={title}>
          <table>
            <thead>
              <tr>
                {block.head.map((cell, at) => (
                  <th key={at} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map(([first = [], ...rest], at) => (
                <tr key={at}>
                  <th scope="row">
                    <Words text={first} />
                  </th>
                  {rest.map((cell, column) => (
                    <td key={column}>
                      <Words text={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

export function PaperView({ paper }: { readonly paper: Paper }) {
  return (
    <article class="paper" lang={paper.language} aria-labelledby="paper-title">
      <h3 id="paper-title">{visible(paper.title)}</h3>
      <p>
        <Words text={paper.lead} />
      </p>
      {paper.sections.map(({ id, title, blocks }) => (
        <section key={id} aria-labelledby={`paper-${id}`}>
          <h4 id={`paper-${id}`}>{title}</h4>
          {blocks.map((block, at) => (
            <Part key={at} block={block} title={title} />
          ))}
        </section>
      ))}
    </article>
  );
}
