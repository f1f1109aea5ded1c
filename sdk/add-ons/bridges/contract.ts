import type { Covey } from '../../api.ts';
import type { Fields, Mapping } from '../../../shared/mappings/types.ts';

/** What a bridge calls; the face of Covey, and what stands in for it until it has come. */
export type Listener = Pick<Covey, 'track' | 'identify'>;

/** What all bridges can be told. */
export interface BridgeOptions<Library = object> {
  /** The library itself, where no global names it; or the name of the global, where it is another than usual. */
  readonly library?: Library | string | undefined;
  /** Events of yours and what they are to be called, before the table of the tool is asked: `{ "Bag filled": "add_to_cart" }`. */
  readonly names?: { readonly [theirs: string]: string } | undefined;
  /** Whether what Covey captures by itself is passed, too, for pages where that is switched off; no by default. */
  readonly automatic?: boolean | undefined;
  /** Traits that are passed to `covey.identify`, by name; none by default. */
  readonly traits?: readonly string[] | undefined;
}

/** Passes what one library is told to Covey. Gives what ends it, and puts the library back as it was. */
export type Bridge<Library = object> = (
  covey: Listener,
  options?: BridgeOptions<Library>,
) => () => void;

/** What a bridge is given. */
export interface Line {
  /** Takes an event by the tool's own names. */
  event(name: unknown, fields?: unknown): void;
  /** Takes what the tool was told of the visitor. */
  traits(traits: unknown): void;
  /** What is handed to the library never throws into it. */
  safely<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void;
  /**
   * Hears with what a method is called, after it has done its work. Whoever calls gets what the method gives or throws.
   */
  calls(
    target: object,
    method: string,
    heard: (args: readonly unknown[], result: unknown) => void,
  ): void;
  /** Says yes once of each object. */
  isNew(library: object): boolean;
  /** Aborted when the bridge ends. */
  readonly signal: AbortSignal;
}

/** What is peculiar to a library. */
export interface Followed<Library> {
  readonly mapping: Mapping;
  /** Its usual global. */
  readonly name: string;
  /** Hooks into it. Called again whenever there may be another, or it may have lost the hook. */
  readonly attach: (library: Library, line: Line) => void;
  /** Whether `attach` is also called while there is no such global. */
  readonly early?: true;
}

export type { Fields };
