import { sameSql } from './scope.ts';
import type { Sequences } from './sequences.ts';

/** Jumps of 1, 2, 4 and more sequences, by which up to 2 to the power of this are counted. */
const JUMPS = 18;
/** Of one visitor's sequences, so many are counted one after the other. */
export const MOST_SEQUENCES = 2 ** JUMPS;

/** What follows the ends of sequences. */
type Linked = Pick<Sequences, 'keys' | 'next'>;

const of = (columns: readonly string[], alias: string): string =>
  columns.map((column) => `${alias}.${column} AS ${column}`).join(', ');

/** Adds the parts with the `next` of each of the `ends`: one further, and in each part twice as far as in the last. */
const jumpsOf = (
  { keys, next }: Linked,
  part: (what: string, body: string) => string,
): readonly string[] => {
  const jumps = [next()];
  for (let i = 1; i < JUMPS; i++) {
    const half = String(jumps[i - 1]);
    jumps.push(
      part(
        `${2 ** i} further`,
        `SELECT ${of(keys, 'a')}, a.ends AS ends, b.next AS next\n  FROM ${half} AS a JOIN ${half} AS b ON ${sameSql({ keys }, 'b', 'a')} AND b.ends = a.next`,
      ),
    );
  }
  return jumps;
};

interface Following {
  /** A SELECT with the keys, the columns `also`, and the `last` of so `many` sequences. */
  readonly from: string;
  readonly also: readonly string[];
  /** Whether one may be reached: of `j.next`, NULL where there is none, and `p`, a row of `from`. */
  readonly isReached: string;
}

/** A SELECT of the same with all that follow, one after the other: a recursion would go through all ends for each of them. */
export const followedSql = (
  linked: Linked,
  { from, also, isReached }: Following,
  part: (what: string, body: string) => string,
): string => {
  const { keys } = linked;
  return jumpsOf(linked, part).reduceRight(
    (inner, jump, i) => `SELECT ${of([...keys, ...also], 'p')},
    CASE WHEN ${isReached} THEN j.next ELSE p.last END AS last,
    p.many + CASE WHEN ${isReached} THEN ${2 ** i} ELSE 0 END AS many
  FROM (${inner}) AS p LEFT JOIN ${jump} AS j ON ${sameSql({ keys }, 'j', 'p')} AND j.ends = p.last`,
    from,
  );
};

/** Adds the part with how `many` sequences follow one another from the first to end on, and where the `last` ends. */
export const completedPart = (
  linked: Linked,
  ends: string,
  part: (what: string, body: string) => string,
): string => {
  const { keys, next } = linked;
  const first = part(
    'first',
    `SELECT ${keys.join(', ')}, min(ends) AS ends FROM ${ends} GROUP BY ${keys.join(', ')}`,
  );
  // Most have few: what follows is looked for where there is a second.
  const second = `SELECT ${of(keys, 'f')}, n.next AS last, covey_int(2) AS many
  FROM ${first} AS f JOIN ${next()} AS n ON ${sameSql({ keys }, 'n', 'f')} AND n.ends = f.ends`;
  const followed = followedSql(
    linked,
    { from: second, also: [], isReached: 'j.next IS NOT NULL' },
    part,
  );
  return part(
    'completed',
    `SELECT ${of(keys, 'f')}, coalesce(x.last, f.ends) AS last, coalesce(x.many, covey_int(1)) AS many
  FROM ${first} AS f LEFT JOIN (${followed}) AS x ON ${sameSql({ keys }, 'x', 'f')}`,
  );
};
