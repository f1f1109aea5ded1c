import { objectOf } from './fields.ts';
import type { LogSource, Row } from './types.ts';

/** Whether a row has a column by which those of a source are known. */
export const isMarked = ({ marks }: Pick<LogSource, 'marks'>, row: Row): boolean =>
  marks.some((mark) => {
    const [column = '', ...within] = mark.split('.');
    return within.length === 0 ? column in row : within.join('.') in objectOf(row[column]);
  });
