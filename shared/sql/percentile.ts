import type { Gathered, Sources } from './sources.ts';

/** A value from the millionths at a place of their order, and those at the next, by how far it is from one to the other. */
export const between = (low: string, high: string, share: string): string =>
  `${low} + (${high} - ${low}) * ${share}`;

/**
 * The value that p in a hundred of the millionths do not exceed, between two of them in proportion, and what `result`
 * makes of it. Plain: few engines have it as an aggregate.
 */
export const percentileSql = (
  p: number,
  { keys, numbers }: Sources,
  result: (millionths: string) => string,
): Gathered => {
  const numbersIn = numbers();
  const ranked = `SELECT ${keys}, millionths,
      row_number() OVER (PARTITION BY ${keys} ORDER BY millionths) - 1 AS place,
      covey_float(count(*) OVER (PARTITION BY ${keys}) - 1) * ${p} / 100 AS wanted
    ${numbersIn}`;
  const at = (bound: 'floor' | 'ceil'): string =>
    `max(CASE WHEN place = ${bound}(wanted) THEN millionths END)`;
  return {
    value: result(between(at('floor'), at('ceil'), 'max(wanted - floor(wanted))')),
    from: `FROM (${ranked}) AS ranked`,
    along: { numbersIn, p, result },
  };
};
