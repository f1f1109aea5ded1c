import { Failure } from '../failure.ts';

type Row = readonly unknown[];

/** What a column of an answer holds; `time` may be null. */
export type Kind = 'count' | 'time' | 'flag' | 'answer' | 'any';

const IS: { readonly [kind in Kind]: (value: unknown) => boolean } = {
  count: (value) => isNumeric(value) && Number.isSafeInteger(Number(value)) && Number(value) >= 0,
  time: (value) => value === null || (isNumeric(value) && !Number.isNaN(Number(value))),
  flag: (value) => value === null || (isNumeric(value) && [0, 1].includes(Number(value))),
  answer: (value) => value === null || typeof value === 'boolean',
  any: (value) => value !== undefined,
};

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  (typeof value === 'string' && value.trim() !== '');

/** @throws Failure where rows are not what was asked for: what answers may be another server, or something in between. */
export function requireRows(
  name: string,
  rows: readonly Row[],
  kinds: readonly Kind[],
  howMany: number | null = null,
): readonly Row[] {
  const fits = (row: Row) => row.length === kinds.length && kinds.every((k, i) => IS[k](row[i]));
  if ((howMany !== null && rows.length !== howMany) || !rows.every(fits)) throw nonsense(name);
  return rows;
}

export const nonsense = (name: string): Failure =>
  new Failure('unreachable', `${name} answered what it was not asked.`, [
    'Is it the database itself, or a proxy in front of it? Check host and port of --url.',
  ]);
