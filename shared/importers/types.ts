import type { MetricDefinition, SegmentDefinition, TraitDefinition } from '../definitions/types.ts';
import type { DifferenceCode, RefusalCode } from './notes.ts';

/** `error`: something of the source is not in the result. `warning`: it is there, with a difference. `info`: good to know. */
export type Severity = 'error' | 'warning' | 'info';

export interface ImportNote {
  readonly code: RefusalCode | DifferenceCode;
  readonly severity: Severity;
  /** Where in the source: `filterClauses[0].simpleFilter.scope`. */
  readonly path: string;
  /** What the source calls it: `allocation-model`, `purchaseProbability`. */
  readonly construct: string;
  readonly message: string;
}

/** Nothing could be read at all. */
export interface ImportIssue {
  readonly code: 'not-readable' | 'too-deep' | 'too-large' | 'bad-map' | 'bad-id';
  readonly path: string;
  readonly message: string;
}

/** A part of a definitions document, to be merged into one. */
export interface DefinitionsFragment {
  readonly traits?: { readonly [id: string]: TraitDefinition };
  readonly savedGroups?: { readonly [id: string]: readonly (string | number)[] };
  readonly metrics: { readonly [id: string]: MetricDefinition };
  readonly segments: { readonly [id: string]: SegmentDefinition };
}

export type ImportResult =
  | {
      readonly ok: true;
      /** Holds no segment for a source with an `error` note, unless `partial` was asked for. */
      readonly definitions: DefinitionsFragment;
      readonly notes: readonly ImportNote[];
      /** The paths of the source's clauses that the segments carry. Every other clause has a note. */
      readonly mapped: readonly string[];
    }
  | { readonly ok: false; readonly issues: readonly ImportIssue[] };

/** A metric of the source as a count of events, or as the sum of a property. */
export type MetricTarget =
  { readonly count: string | readonly string[] } | { readonly sum: string };

/** What the caller knows of his own names. Each entry goes before the importer's own tables. */
export interface ImportMap {
  /** A dimension or property to a fact (`trait.plan`, `geo.country`) or to a property of the event (`event.page_path`). */
  readonly fields?: { readonly [name: string]: string };
  /** Values of a dimension that have other names here: `{ "region": { "Bavaria": "BY" } }`. */
  readonly values?: { readonly [name: string]: { readonly [value: string]: string } };
  /** An event of the source to the event's name on this site. */
  readonly events?: { readonly [name: string]: string };
  /** A metric of the source (`metrics/event5`). */
  readonly metrics?: { readonly [name: string]: MetricTarget };
  /** The id of a segment or cohort of the source to a segment of these definitions. */
  readonly segments?: { readonly [id: string]: string };
}

export interface ImportOptions {
  readonly map?: ImportMap;
  /** Id for the segment; else made of its name. Only where the source holds one segment. */
  readonly id?: string;
  /** Emit a segment without the clauses that were refused. Off by default: such a segment means something else. */
  readonly partial?: boolean;
}
