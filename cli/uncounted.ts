import { count } from '../shared/counting/index.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { MOST_SEQUENCES } from '../shared/sql/index.ts';

/** What is to be said where SQL is asked about sequences, and so many `visitors` have more events than it counts of these. */
export const uncounted = ({ metrics = {} }: Definitions, visitors: number): readonly string[] =>
  visitors > 0 && JSON.stringify(metrics).includes('"sequence":')
    ? [
        `${visitors === 1 ? '1 visitor has' : `${count(visitors)} visitors have`} more than ${count(MOST_SEQUENCES)} events. In SQL no more sequences than that are counted of one visitor; where there may be more, the engine counts them all, from the log as a file.`,
      ]
    : [];
