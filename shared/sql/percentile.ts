import type { Gathered, Sources } from './sources.ts';

/** The value that p in a hundred of the millionths do not exceed, between two of them in proportion. Plain: few engines have it as an aggregate. */
export const percentileSql = (p: number, { keys, numbers }: Sources): Gathered => {
  const ranked = `SELECT ${keys}, millionths,
      row_number() OVER (PARTITION BY ${keys} ORDER BY millionths) - 1 AS place,
      covey_float(count(*) OVER (PARTITION BY ${keys}) - 1) * ${p} / 100 AS wanted
    ${numbers()}`;
  const at = (bound: 'floor' | 'ceil'): string =>
    `max(CASE WHEN place = ${bound}(wanted) THEN millionths END)`;
  return {
    value: `${at('floor')} + (${at('ceil')} - ${at('floor')}) * max(wanted - floor(wanted))`,
    from: `FROM (${ranked}) AS ranked`,
  };
};
