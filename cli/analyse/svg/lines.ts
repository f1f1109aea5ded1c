import { WIDTH, bar, heading, label, type Panel } from './picture.ts';

const [LINE, NAME, VALUE] = [18, 130, 90];

/** One bar in a line of its own: what it is of, how long it is, from 0 to 1, and what stands behind it. */
export interface Line {
  readonly name: string;
  readonly part: number;
  readonly said: string;
}

/** Bars below each other, under a heading and what is said of them. */
export function linesPanel(
  {
    title,
    beside,
    below,
    says,
  }: { readonly [part in 'title' | 'beside' | 'below' | 'says']: string },
  lines: readonly Line[],
): Panel {
  const range = WIDTH - NAME - VALUE;
  return {
    says,
    height: 36 + LINE * lines.length,
    drawing: [
      heading(title, beside),
      label(below, { y: 30 }),
      ...lines.flatMap(({ name, part, said }, at) => {
        const y = 38 + LINE * at;
        return [
          label(name, { y: y + 11 }),
          bar('rest', { x: NAME, y: y + 1, width: range, height: 12 }),
          bar('one', { x: NAME, y: y + 1, width: range * part, height: 12 }),
          label(said, { x: WIDTH, y: y + 11, end: true }),
        ];
      }),
    ].join('\n'),
  };
}

/** A sentence by itself. */
export const sayingPanel = (says: string): Panel => ({
  says,
  height: 18,
  drawing: label(says, { y: 12 }),
});
