import type { LogColumns } from '../shared/sql/index.ts';
import { Failure } from './failure.ts';

/** How a table of events is named on the command line. */

const NAMES = ['visitor', 'time', 'seq', 'name', 'props'] as const satisfies (keyof LogColumns)[];

/** `web.events` as its names. */
export const tableFrom = (said: string): readonly string[] => {
  const names = said.split('.');
  if (names.includes(''))
    throw new Failure('usage', `--table "${said}" is no table.`, [
      'Write its name, with database and schema before it where it has them: web.events.',
    ]);
  return names;
};

/** `visitor=user_id,time=at` as what the table calls its columns. */
export const columnsFrom = (said: string | undefined): Partial<LogColumns> => {
  const columns: { -readonly [name in keyof LogColumns]?: string } = {};
  for (const pair of said?.split(',') ?? []) {
    const [, of = '', column = ''] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    const name = NAMES.find((one) => one === of);
    if (name === undefined || column === '')
      throw new Failure('usage', `--columns "${pair}" is no column.`, [
        `Write one of ${NAMES.join(', ')}, "=", and what the table calls it; the next after a comma.`,
      ]);
    columns[name] = column;
  }
  return columns;
};
