import type { DialectName } from '../../shared/sql/index.ts';
import { Failure } from '../failure.ts';
import type { Column, Database } from './database.ts';
import { columnsRead, tableText } from './table.ts';
import type { Table } from './table.ts';

type Of = 'time' | 'name' | 'seq' | 'props';
type Mend = (column: string) => string;
interface Rule {
  readonly is: RegExp;
  /** What it is to be, in words. */
  readonly wanted: string;
  /** What a view says instead, by the type that is there. */
  readonly mend: readonly (readonly [type: RegExp, mend: Mend])[];
}
type Rules = { readonly [of in Of]: Rule };

const ANY = /^/;
const WHOLE = /int|serial/i;
const nullable = (types: string): RegExp =>
  new RegExp(`^(?:LowCardinality\\()?(?:Nullable\\()?(?:${types})(?:\\([^()]*\\))?\\)*$`);

const NAME = 'text';
const SEQ = 'a number, which orders events of one time';
const WITHOUT_SEQ: Mend = () => '--columns seq= says that there is none.';
const inView =
  (written: Mend): Mend =>
  (column) =>
    `A view that has ${written(column)} in its place can be named instead.`;

/** What the columns of a table of events may be, by engine: what is compiled can be asked of no others. */
const RULES: { readonly [engine in DialectName]?: Rules } = {
  duckdb: {
    time: {
      is: /^TIMESTAMP/,
      wanted: 'TIMESTAMPTZ',
      mend: [
        [
          WHOLE,
          inView(
            (column) =>
              `make_timestamptz(${column} * 1000), of milliseconds, or to_timestamp(${column}), of seconds,`,
          ),
        ],
        [ANY, inView((column) => `CAST(${column} AS TIMESTAMPTZ)`)],
      ],
    },
    name: {
      is: /^VARCHAR$/,
      wanted: NAME,
      mend: [[ANY, inView((column) => `CAST(${column} AS VARCHAR)`)]],
    },
    seq: { is: /INT|DECIMAL|DOUBLE|FLOAT/, wanted: SEQ, mend: [[ANY, WITHOUT_SEQ]] },
    props: {
      is: /^(JSON|VARCHAR)$/,
      wanted: 'JSON',
      mend: [[ANY, inView((column) => `to_json(${column})`)]],
    },
  },
  postgresql: {
    time: {
      is: /^timestamp/,
      wanted: 'timestamptz',
      mend: [
        [
          WHOLE,
          inView(
            (column) =>
              `to_timestamp(${column} / 1000.0), of milliseconds, or to_timestamp(${column}), of seconds,`,
          ),
        ],
        [ANY, inView((column) => `CAST(${column} AS timestamptz)`)],
      ],
    },
    name: {
      is: /^(text|character varying|character|citext|name)$/,
      wanted: NAME,
      mend: [[ANY, inView((column) => `CAST(${column} AS text)`)]],
    },
    seq: {
      is: /^(smallint|integer|bigint|numeric|real|double precision)$/,
      wanted: SEQ,
      mend: [[ANY, WITHOUT_SEQ]],
    },
    props: {
      is: /^(jsonb?|text|character varying)$/,
      wanted: 'json or jsonb',
      mend: [[ANY, inView((column) => `to_json(${column})`)]],
    },
  },
  clickhouse: {
    time: {
      is: nullable('DateTime|DateTime64'),
      wanted: 'DateTime64 or DateTime',
      mend: [
        [
          /Int/,
          inView(
            (column) =>
              `fromUnixTimestamp64Milli(toInt64(${column})), of milliseconds, or toDateTime(${column}), of seconds,`,
          ),
        ],
        [/Date/, inView((column) => `toDateTime64(${column}, 3, 'UTC')`)],
        [ANY, inView((column) => `parseDateTime64BestEffort(${column}, 3, 'UTC')`)],
      ],
    },
    name: {
      is: nullable('String'),
      wanted: 'String',
      mend: [[ANY, inView((column) => `toString(${column})`)]],
    },
    seq: {
      is: nullable('U?Int\\d+|Float\\d+|Decimal\\d*'),
      wanted: SEQ,
      mend: [[ANY, WITHOUT_SEQ]],
    },
    props: {
      is: new RegExp(`${nullable('String').source}|^JSON`),
      wanted: 'String, the text of JSON',
      mend: [[ANY, inView((column) => `toJSONString(${column})`)]],
    },
  },
};

/** Whether the times of a table are instants: some types know no zone. */
export function hasZone(
  { dialect }: Database,
  { columns: { time = 'time' } }: Table,
  columns: readonly Column[],
): boolean {
  const type = columns.find(({ name }) => name === time)?.type ?? '';
  return dialect === 'clickhouse' || !/^timestamp/i.test(type) || /with time zone/i.test(type);
}

/** Whether properties are texts that should be JSON, which nobody has checked. */
export function isTextual(
  { columns: { props = 'props' } }: Table,
  columns: readonly Column[],
): boolean {
  const type = columns.find(({ name }) => name === props)?.type ?? '';
  return /string|text|char/i.test(type);
}

/** @throws Failure for a column whose type is none that can be asked, with what mends it. */
export function requireTypes(
  { name, dialect }: Database,
  table: Table,
  columns: readonly Column[],
): void {
  const rules: { readonly [of: string]: Rule | undefined } = RULES[dialect] ?? {};
  for (const [of, column] of columnsRead(table)) {
    const rule = rules[of];
    const type = columns.find((one) => one.name === column)?.type;
    if (!rule || type === undefined || rule.is.test(type)) continue;
    const [, mend] = rule.mend.find(([types]) => types.test(type)) ?? [];
    throw new Failure(
      'file',
      `${name}: ${tableText(table)} has ${column} as ${type.slice(0, 80)}, and the ${of} of an event is ${rule.wanted}.`,
      mend ? [mend(column)] : [],
    );
  }
}
