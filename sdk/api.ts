import type { ActivationTarget, Json } from '../shared/definitions/types.ts';
import type { ManagerState } from './add-ons/consent-managers/contract.ts';
import type { ManagerProblemCode, ProblemCode } from './problems.ts';
import type {
  ChangeType,
  Choices,
  ChoicesWithDefault,
  EventName,
  EventProps,
  ExperienceId,
  SegmentId,
  TraitValues,
} from './known.ts';
import type { Explanation } from '../shared/engine/types.ts';

/** What a visitor may grant, each apart from the other. */
export type Purpose = 'personalisation' | 'measurement' | 'activation';

/** An answer of the visitor. A purpose left out keeps its earlier answer. */
export interface ConsentAnswer {
  /** Remember and evaluate on this device, and change the page. */
  readonly personalisation?: boolean;
  /** The same purpose, in the platform's spelling. */
  readonly personalization?: boolean;
  /** Send one randomised answer per period. */
  readonly measurement?: boolean;
  /**
   * Hand the ids of segments that the definitions name to others on this page, by the add-ons for it. Nothing is
   * decided, and so nothing handed, without `personalisation`.
   */
  readonly activation?: boolean;
  /** Version of the text the visitor answered. */
  readonly text?: number;
  /**
   * When the visitor answered, where that was not just now: milliseconds since the epoch, or ISO 8601.
   * An answer that is older than the one that stands, or than 13 months, changes nothing.
   */
  readonly time?: number | string | Date;
  /** The answer is a stored one, and its time is not known: it can refuse what stands, not overrule a refusal. */
  readonly replayed?: boolean;
}

/** Where consent stands. A purpose that is null was never answered, and counts as denied. */
export interface ConsentState {
  readonly personalisation: boolean | null;
  readonly measurement: boolean | null;
  readonly activation: boolean | null;
  /** When the visitor answered, milliseconds since the epoch; null before an answer that holds. */
  readonly time: number | null;
  /** Version of the text that was answered, where known. */
  readonly text: number | null;
  /** A browser signal that means no until the visitor answers this site. */
  readonly signal: 'gpc' | 'dnt' | null;
}

/** What changed for the page, as ids of segments; a variant of an experience is one, as `EXPERIENCE:VARIANT`. */
export interface ChangeEvent {
  readonly entered: readonly string[];
  readonly left: readonly string[];
  /** All segments the visitor is in now. */
  readonly segments: readonly string[];
}

/** What goes to others by one way out. */
export interface Activated {
  /** Everybody who receives it, as the definitions name them. */
  readonly recipients: readonly string[];
  /** Of those that the definitions let go this way: ids of the segments the visitor is in now, and `EXPERIENCE:VARIANT`. */
  readonly segments: readonly string[];
}

/** Everything about this visitor that stands on the device. */
export interface CoveyExport {
  readonly covey: 1;
  readonly site: string;
  /** ISO 8601. */
  readonly exported: string;
  /** The record in `localStorage`. */
  readonly local: Json;
  /** Until when nothing is counted on this origin, milliseconds since the epoch; null: not known of. */
  readonly counted: number | null;
  /** The database: stored events and the state kept beside them, by key. Bytes are base64url. */
  readonly events: readonly Json[];
  readonly state: { readonly [key: string]: Json };
  /** What follows from it now. */
  readonly segments: readonly { readonly id: string; readonly member: boolean | null }[];
  /** What is handed to others on this page, and to whom; absent while personalisation is not granted. */
  readonly activated?: ReturnType<Covey['activated']>;
}

/** Where things stand, for the person installing Covey and for the panel. */
export interface Diagnostics {
  /** `off`: no consent. `waiting`: no definitions yet. `stopped`: the definitions say so, or expired. */
  readonly status: 'off' | 'starting' | 'waiting' | 'running' | 'stopped';
  /** Where visitor data stands: `memory` when the browser's database cannot be used. */
  readonly storage: 'none' | 'indexeddb' | 'memory';
  readonly site: string;
  readonly definitions: {
    readonly version: number;
    readonly expires: number;
    readonly hash: string;
  } | null;
  /** Segments and metrics that could not be compiled, with the reason. */
  readonly disabled: { readonly [id: string]: string };
  /** Metrics with more events than are kept one by one: older ones are counted together, or forgotten. */
  readonly approximate: readonly string[];
  /** How often each thing went wrong since the page loaded, by code. */
  readonly problems: { readonly [code in ProblemCode | ManagerProblemCode]?: number };
  /** What adapters for consent managers have heard, by manager; absent where none is used. */
  readonly consentManagers?: { readonly [manager: string]: ManagerState };
}

/**
 * The public face, the same for the script tag and the package. Nothing in it throws. What is asked is narrowed by
 * `covey types`; what is answered is not: published definitions may be newer than a page.
 */
export interface Covey {
  /** Records an event, and decides at once which segments it changes. Ignored without consent. */
  track<Name extends EventName>(name: Name, props?: EventProps<Name>): void;
  /** Sets declared traits; null removes one. */
  identify(traits: TraitValues): void;
  /** True only when the visitor is known to be in the segment. */
  has(id: SegmentId): boolean;
  /** All segments the visitor is in, in the order of the definitions. */
  segments(): readonly string[];
  /** Listens to the visitor's answer: what `consent.get()` gives from now on. */
  on(type: 'consent', listener: (state: ConsentState) => void): () => void;
  /**
   * Listens to `enter:ID`, `leave:ID` or `change`. What the page is shown already is told as well, once,
   * right after this task. Returns the function that stops it.
   */
  on(type: ChangeType, listener: (change: ChangeEvent) => void): () => void;
  /** The value of the first segment, in the order written, that the visitor is in; else `default`. */
  choose<T>(options: ChoicesWithDefault<T>): T;
  choose<T>(options: Choices<T>): T | undefined;
  /**
   * The variant of an experience that the page shows. Null for who is not eligible, or not any more; before its start and
   * from its end on; for who sees the page as it is, to compare with; and while nothing is decided.
   */
  variant(experience: ExperienceId): string | null;
  /**
   * Why a segment answers as it does, once that is decided; null without consent, for an unknown id, and where the
   * words cannot be loaded (`part-failed`). Never rejects.
   */
  explain(id: SegmentId): Promise<Explanation | null>;
  /**
   * Every metric's value: durations in milliseconds, `"never"` for `since` without a match, null where
   * absent or unknown. Beyond what the segments ask for, a count may be a lower bound.
   */
  metrics(): { readonly [id: string]: Json };
  /**
   * What may be handed to others on this page now, and to whom, by ways that the definitions name; empty unless
   * *activation* and *personalisation* are granted and segments are decided. The add-ons for it hand on this and no more.
   */
  activated(): { readonly [target in ActivationTarget]?: Activated };
  readonly consent: {
    /** The same object until something in it changes. */
    get(): ConsentState;
    set(answer: ConsentAnswer): void;
  };
  /** Every stored byte, as JSON; with measurement alone without events and state. */
  export(): Promise<CoveyExport>;
  /** Deletes everything but the visitor's answer about consent, in every tab. For logging out, too. */
  erase(): Promise<void>;
  /** Opens "What this site knows, and what it does not". */
  panel(): Promise<void>;
  diagnostics(): Diagnostics;
  /**
   * Ends Covey in this page: listeners, timers and channel go, and the page is as its author wrote it. What is
   * stored stays, for the next page. Afterwards it can be started anew.
   */
  destroy(): void;
  /** Settles when segments are decided, or when it is clear that they cannot be. */
  readonly ready: Promise<void>;
}
