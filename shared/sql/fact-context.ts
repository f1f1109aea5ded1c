import type { Definitions } from '../definitions/types.ts';
import type { Query } from './query.ts';
import type { Scope } from './scope.ts';
import type { Fact } from './values.ts';

/** Facts of those asked about, gathered in one part of the statement as they are read. */
export interface Facts {
  /** A column of the part that holds the fact. */
  readonly read: (fact: string) => Fact;
  /** Adds the part, with a row for each of `asked`, null for every visitor, and its columns `also`; gives its name. */
  readonly part: (asked: string | null, also?: readonly string[]) => string;
}

export interface FactContext {
  readonly definitions: Pick<Definitions, 'metrics'>;
  readonly scope: Scope;
  readonly query: Query;
  /** False where what the host tells is not looked at. */
  readonly readsTold?: boolean;
  /** Where facts of the session and the visitor are read, if not where the metrics are. */
  readonly ofVisit?: (fact: string) => Scope;
  /** The events seen with the entering and leaving of segments among them, or null where that cannot be. */
  readonly eventsWith: (ids: readonly string[]) => Scope | null;
}

export type MakeFacts = (context: FactContext) => Facts;
