export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Prints rows under a head, the first column to the left. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const width = (column: number) =>
    Math.max(...[head, ...rows].map((cells) => (cells[column] ?? '').length));
  const line = (cells: readonly string[]) =>
    `| ${head.map((_, at) => (at === 0 ? (cells[at] ?? '').padEnd(width(at)) : (cells[at] ?? '').padStart(width(at)))).join(' | ')} |`;
  const rule = `|${head.map((_, at) => '-'.repeat(width(at) + 2)).join('|')}|`;
  console.log(['', title, line(head), rule, ...rows.map(line)].join('\n'));
}
