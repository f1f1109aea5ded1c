/**
 * Numbers by name and labels. Labels are words of the code (routes, codes, kinds), never of a request, so there are as
 * many series as the code has words for.
 */
export type Series = { [series: string]: number };

/** Upper bounds of the histogram's buckets, in seconds. */
export const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

export type Labels = { readonly [name: string]: string };

/** As OpenMetrics writes it: `name{label="value"}`. */
export function seriesName(name: string, labels: Labels): string {
  const escaped = (value: string) => value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
  const written = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return `${name}{${written.join(',')}}`;
}

export function increase(series: Series, name: string, labels: Labels, by = 1): void {
  const key = seriesName(name, labels);
  series[key] = (series[key] ?? 0) + by;
}

/** One observation: every bucket that it fits into, the sum and the number. */
export function observe(series: Series, name: string, labels: Labels, seconds: number): void {
  for (const bound of SECONDS)
    increase(series, `${name}_bucket`, { ...labels, le: String(bound) }, seconds <= bound ? 1 : 0);
  increase(series, `${name}_bucket`, { ...labels, le: '+Inf' });
  increase(series, `${name}_count`, labels);
  increase(series, `${name}_sum`, labels, seconds);
}

export function addSeries(to: Series, more: Series): void {
  for (const [name, value] of Object.entries(more)) to[name] = (to[name] ?? 0) + value;
}
