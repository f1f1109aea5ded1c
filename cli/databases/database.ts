import type { DialectName, Script } from '../../shared/sql/index.ts';
import type { Made, Table } from './table.ts';

/** What one reading of a table takes. */
export interface Estimate {
  readonly rows: number | null;
  readonly bytes: number | null;
}

/** A column, and its type as the engine writes it. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** A database that holds a log, and is only read. */
export interface Database {
  readonly dialect: DialectName;
  /** Where it is, for messages: never with a password. */
  readonly name: string;
  /** All rows of an answer that is short. */
  readonly all: (script: Script) => Promise<readonly (readonly unknown[])[]>;
  /** Rows as they come, of an answer that may be long. */
  readonly stream: (script: Script) => AsyncIterable<readonly unknown[]>;
  /** Makes something of the session's own, which is taken away when it is closed; none where nothing may be made. */
  readonly make?: (made: Made) => Promise<void>;
  /** Tables by their names, schema first where that has to be said, for who has mistyped one; after a failure, too. */
  readonly tables: () => Promise<readonly (readonly string[])[]>;
  readonly columnsOf: (table: readonly string[]) => Promise<readonly Column[]>;
  /** Of a SELECT, without running it; null where the engine does not say. */
  readonly estimate: (read: Script, table: Table) => Promise<Estimate | null>;
  /** Why a table may hold only a part of the log. */
  readonly shares?: (table: Table) => Promise<readonly string[]>;
  /** How far it is with what it was asked, where it says so. */
  readonly doing: () => Promise<string | null>;
  /** Ends what it was asked, there. */
  readonly cancel: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How a database is reached. */
export interface Reach {
  readonly url: string;
  readonly password: string | undefined;
  /** The longest that one question may take. */
  readonly timeoutMs: number | null;
  /** How long a server is waited for that should answer at once; `PATIENCE_MS` by default. */
  readonly patienceMs?: number;
}

/** For a connection, a first answer, and a sign of life while a question runs. */
export const PATIENCE_MS = 30_000;
/** After so much silence the system asks whether the other end is there, and ends the connection where it is not. */
export const KEEP_ALIVE_MS = 30_000;
/** The name under which a server's own lists show what is asked. */
export const APPLICATION = 'covey';
