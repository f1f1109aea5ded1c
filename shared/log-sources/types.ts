import type { Json } from '../definitions/types.ts';
import type { OffsetAt } from '../logs/index.ts';
import type { Fields, Mapping } from '../mappings/types.ts';
import type { Reason } from './reasons.ts';
import type { EngineName, SourceForms } from './sql/engines/index.ts';

/** A row of an export, as JSON has it; of a table without types all values are texts. */
export type Row = { readonly [column: string]: Json };

/** Something that happened, by the tool's own names. */
export interface Told {
  /** The browser, or the person where the tool has no id of one; empty: nobody's. */
  readonly visitor: string;
  /** Whether the id is that of a person, who may have several browsers. */
  readonly isPerson?: boolean;
  /** Milliseconds since the epoch; null where the row has no time. */
  readonly time: number | null;
  /** The same in a copy of the row; empty where the tool has none. */
  readonly id: string;
  readonly name: string;
  readonly fields: Fields;
}

/** What a row tells, or why nothing is taken of it. */
export type Heard = readonly Told[] | Reason;

/** Puts rows together that make one: lines of an order. */
export interface Gatherer {
  /** Gives what is whole now. */
  add(row: Row): readonly Row[];
  end(): readonly Row[];
  /** How many hold something of a row that has not come. */
  unplaced?(): number;
}

/** How the export of one tool is read, as rows and in SQL. */
export interface LogSource {
  /** As `--source` takes it. */
  readonly name: string;
  readonly mapping: Mapping;
  /** What one row is. */
  readonly row: string;
  /** Columns by which its rows are known: each has one at least. What lies within one stands behind a dot. */
  readonly marks: readonly string[];
  /** Where its form is documented. */
  readonly documented: string;
  /** For its page in the docs. */
  readonly guide: SourceGuide;
  /** Text without headings: what its columns are called, in order; or whose headings lie in a file beside it. */
  readonly columns?: readonly string[] | 'column_headers.tsv';
  /** The column that names the site, where a table may hold several, and of several tables the one that has it. */
  readonly site?: { readonly column: string; readonly table?: string };
  /** Whether it has only some of what happened, as orders: of visits it says nothing. */
  readonly isPartial?: boolean;
  /** The rows in one value of JSON, where it may hold several. */
  readonly rowsIn?: (value: Row) => readonly Row[];
  readonly gather?: () => Gatherer;
  /** Where rows are joined of several tables: those that an engine has, in the order in which their files are read. */
  readonly tables?: (engine: EngineName) => readonly string[];
  readonly tableOf?: (row: Row) => string;
  /** The join as a SELECT of `r`. `rowsOf`: the rows of a table as such. */
  readonly joined?: (
    forms: SourceForms,
    rowsOf: (table: string) => string,
    engine: EngineName,
  ) => string;
  /** Never throws. `offsetAt`: the zone of times that name none. */
  readonly read: (row: Row, offsetAt: OffsetAt) => Heard;
  /**
   * The same in SQL: a SELECT over `source_rows` (`line`, `r`: the row as JSON) that gives `line`, `place` (orders what
   * one row tells), `visitor`, `time`, `id`, `theirs`, `p` (JSON) and `reason`. `zone`: a literal.
   */
  readonly sql: (zone: string, forms: SourceForms) => string;
  /** Engines in which its rows may be a table. Only DuckDB reads files; SQL that asks no forms is its own. */
  readonly engines: readonly EngineName[];
}

export interface SourceGuide {
  /** How one gets the export; Markdown. */
  readonly get: string;
  /** Files as the command names them. */
  readonly files: string;
  /** The forms that are read. */
  readonly forms: string;
  /** Who keeps its rows as tables, and where; Markdown. Of what is a table nowhere, nothing. */
  readonly tables?: string;
  /** Why there is no view of it in some engines; Markdown. Of what has one in all, nothing. */
  readonly elsewhere?: string;
  /** What a visitor is there. */
  readonly visitor: string;
  /** Marks of consent, bots and tests that are heeded. */
  readonly leftOut: string;
  /** The same for a table of all sources. */
  readonly glance: {
    readonly visitor: 'a browser' | 'a person';
    /** For how long whoever comes again is the same. */
    readonly lasts: string;
    readonly consent: string;
    readonly robots: string;
    /** How often a row counts that is there twice. */
    readonly twice: string;
  };
  /** What the export does not say, or says otherwise than a page would. */
  readonly lost: readonly string[];
}
