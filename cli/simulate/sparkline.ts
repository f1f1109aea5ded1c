const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * Numbers from 0 on as a line of small columns, of which the tallest is the greatest number. Of
 * more numbers than `width`, each column stands for the last of a few.
 */
export function sparkline(numbers: readonly number[], width = 40): string {
  const columns = Math.min(width, numbers.length);
  const most = numbers.reduce((high, number) => Math.max(high, number), 0);
  const level = (number: number) =>
    Math.min(LEVELS.length - 1, Math.floor((number / (most || 1)) * LEVELS.length));
  return Array.from({ length: columns }, (_, column) => {
    const last = Math.ceil(((column + 1) * numbers.length) / columns) - 1;
    return LEVELS[level(numbers[last] ?? 0)] ?? LEVELS[0];
  }).join('');
}
