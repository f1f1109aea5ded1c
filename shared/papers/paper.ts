// A paper before it is Markdown or HTML: plain data, so that both, and the studio, say the same.

/** Running text; a code is shown as it is written in the definitions. */
export type Inline =
  string | { readonly code: string } | { readonly href: string; readonly text: string };
export type Text = readonly Inline[];

export interface OpenQuestion {
  /** Counted through the paper, from 1. */
  readonly number: number;
  readonly text: Text;
}

export type Block =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'head'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly Row[] }
  | { readonly kind: 'question'; readonly label: string; readonly question: OpenQuestion };
/** As many cells as the head has; the first names the row. */
export type Row = readonly Text[];

export interface Section {
  /** Stable in all languages. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const PAPERS = ['record', 'dpia', 'notice', 'retention', 'public'] as const;
export type PaperKind = (typeof PAPERS)[number];

export interface Paper {
  readonly kind: PaperKind;
  /** Tag of its language. */
  readonly language: string;
  readonly title: string;
  readonly lead: Text;
  readonly sections: readonly Section[];
  /** All that stand in it, in their order. */
  readonly questions: readonly OpenQuestion[];
}

export const text = (...parts: Text): Block => ({ kind: 'text', text: parts });
export const head = (words: string): Block => ({ kind: 'head', text: words });
export const list = (items: readonly Text[]): Block => ({ kind: 'list', items });
export const table = (names: readonly string[], rows: readonly Row[]): Block => ({
  kind: 'table',
  head: names,
  rows,
});
/** A section without those of its blocks that are not there. */
export const section = (
  id: string,
  title: string,
  ...blocks: readonly (Block | false | null | undefined)[]
): Section => ({ id, title, blocks: blocks.filter((block) => !!block) });
