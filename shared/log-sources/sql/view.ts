import { withNames } from '../../mappings/translate.ts';
import { DIALECTS } from '../../sql/dialects/index.ts';
import type { LogSource } from '../types.ts';
import { ENGINES } from './engines/index.ts';
import type { EngineName } from './engines/index.ts';
import { fileRows } from './files.ts';
import { countedSql, translatedSql } from './translated.ts';

export interface ViewOptions {
  /** The engine that is to read it. */
  readonly engine: EngineName;
  /** The view. */
  readonly view: string;
  /**
   * A table, by its names or as one text with dots between them; of several the schema, or a pattern with a star for what
   * each is called. In DuckDB also files, by a path or a pattern.
   */
  readonly from: string | readonly string[];
  /** IANA name: the zone of times that name none. */
  readonly zone: string;
  /** Events and what they are to be called. */
  readonly names?: { readonly [theirs: string]: string };
}

/** An export with the columns that definitions in SQL read. */
export interface SourceView {
  /** A SELECT of them; in DuckDB it calls macros, which are among the statements. */
  readonly select: string;
  /** What makes the view, or a table that stands for it as long as a session lasts. */
  readonly statements: readonly string[];
  /** How many rows became no event, by why: see `countedSql`. It reads the export once, and calls no other macros. */
  readonly counts: string;
}

type From = ViewOptions['from'];
const namesOf = (from: From): readonly string[] =>
  typeof from === 'string' ? from.split('.') : from;

/** An export as a view of an engine that the source has one for. */
export function sourceView(source: LogSource, options: ViewOptions): SourceView {
  const { engine, view, from, zone, names } = options;
  const f = ENGINES[engine];
  const { identifier } = DIALECTS[engine];
  const rowsOf = (place: From): string =>
    (engine === 'duckdb' && typeof place === 'string' && fileRows(source, place)) ||
    f.rows(namesOf(place).map(identifier).join('.'));
  const oneOf = (name: string): From => {
    // Of several tables, a pattern has the name of each in the place of its star.
    const isPattern = namesOf(from).some((each) => each.includes('*'));
    const ofStar = (each: string) => each.replace('*', name);
    if (typeof from === 'string') return isPattern ? ofStar(from) : `${from}.${name}`;
    return isPattern ? from.map(ofStar) : [...from, name];
  };
  const rows = source.joined?.(f, (name) => rowsOf(oneOf(name)), engine) ?? rowsOf(from);
  const mapping = withNames(source.mapping, names);
  const read = f.readOnce(rows, source.sql(f.quote(zone), f));
  const told = [
    f.part('source_rows', `SELECT row_number() OVER () AS line, r FROM (${read.rows}) AS given`),
    f.part('told', read.told),
  ];
  const select = `WITH ${[...told, ...translatedSql(f, mapping)].join(',\n')}
SELECT visitor, time, row_number() OVER (ORDER BY line, place) AS seq, name, props
FROM (
  SELECT *, row_number() OVER (PARTITION BY visitor, id ORDER BY ${f.ms('time')}, line, place) AS copy
  FROM translated
) AS copies
WHERE id IS NULL OR copy = 1`;
  return {
    select,
    statements: f.created(identifier(view), select),
    counts: f.alone(`WITH ${told.join(',\n')}\n${countedSql(f, mapping)}`),
  };
}
