import type { Json } from '../../shared/definitions/types.ts';
import type { Engine, Explanation } from '../../shared/engine/types.ts';
import type { Covey, CoveyExport, Diagnostics } from '../api.ts';
import type { RecordStore } from '../consent/index.ts';
import type { PageHost } from '../host.ts';
import type { Ingest, RemoteCommit } from '../ingest/index.ts';
import type { Loaded } from '../loader/index.ts';
import type { LoadPart } from '../parts/index.ts';
import type { Problems } from '../problems.ts';
import type { CountingFacts } from '../report/index.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/index.ts';

export interface ActiveOptions extends Settings {
  readonly host: PageHost;
  readonly problems: Problems;
  readonly record: RecordStore;
  readonly loadPart: LoadPart;
  /** The record's `erased`: when the history that all of this stands on began. */
  readonly since: number | undefined;
  /** Whether what stands in the page already may be read: consent was there when it was written. */
  readonly backlog: boolean | undefined;
  /** The page has been left already. */
  readonly left: boolean;
  /** What happens is written at most once in this time, milliseconds; 1,000 by default. */
  readonly writeEveryMs?: number | undefined;
  /** False once another tab has withdrawn or erased: then nothing may be written. */
  readonly permitted: () => boolean;
  /** Whether measurement is granted at this instant, wherever it was answered. */
  readonly measured: () => boolean;
  /** Whether personalisation is granted at this instant: with measurement alone the page is told nothing. */
  readonly personal: () => boolean | null;
  /** Segments that the page is shown. */
  readonly shown: () => readonly string[];
  readonly onAnswers: () => void;
  /** For the other tabs: what was stored. */
  readonly onCommit: (told: RemoteCommit & { readonly since: number | undefined }) => void;
  readonly onDeleted: () => void;
  /** The definitions ask with a newer text than the one that was answered: the visitor is to be asked again. */
  readonly onText: () => void;
}

/** Everything that exists while a purpose is granted, and ends with it. Nothing in it throws. */
export interface ActiveClient {
  /** Settles when segments are decided, or when it is clear that they cannot be. */
  readonly ready: Promise<void>;
  readonly ingest: Ingest;
  /** Definitions that are to be acted on now. */
  active(): Loaded | null;
  status(): Diagnostics['status'];
  storage(): ReturnType<Store['mode']>;

  /** `time`: milliseconds since the epoch, now by default. */
  track(name: string, given?: { readonly [key: string]: unknown }, time?: number): void;
  identify(traits: { readonly [id: string]: unknown }): void;
  /** The visitor does not want to be in a segment, or does again. */
  object(segment: string, stands: boolean): void;
  /**
   * Measures, where that is granted now. `again`: the visitor has answered just now, perhaps to a grant that this page
   * has not heard of.
   */
  measure(again?: boolean): void;

  /** Segments the page is to be shown; null where nothing can be known, undefined while that is not decided. */
  members(): readonly string[] | null | undefined;
  /** The page is shown what is known now; whether that is something else than before. */
  onShown(isChanged: boolean): void;
  /** What the page may be told, which is nothing about segments that are on trial. */
  explain(id: string): Promise<Explanation | null>;
  /** Explains any segment; null while nothing is decided, and where its code cannot be loaded. */
  explainer(): Promise<{
    readonly engine: Engine;
    readonly explain: (id: string) => Explanation | null;
  } | null>;
  metrics(): { readonly [id: string]: Json };
  /** Of what the page is shown, what the definitions let others have, where that is granted. */
  activated(): ReturnType<Covey['activated']>;
  /** How things stand; what rests on what the visitor did only where the page may be told. */
  diagnostics(): Omit<Diagnostics, 'site' | 'problems'>;
  /** All that is stored, as plain JSON; bytes as base64url. */
  dump(): Promise<Pick<CoveyExport, 'events' | 'state'>>;
  /** What the page may be given of it. */
  told(): Promise<Partial<CoveyExport>>;
  /** For the panel: what was sent, and what is left of the budget. */
  counting(): Promise<CountingFacts | null>;
  /** How long an event of a name is kept, milliseconds, by the last definitions known; null: none can be read. */
  retention(): Promise<((name: string) => number) | null>;

  /** Another tab wrote, and told this; a hidden tab catches up when it is shown. */
  onRemoteCommit(heard: unknown): void;
  /** The page is in view again, perhaps after long. */
  wake(): void;
  /** The tab is hidden, and the page may be gone for good in a moment. */
  sleep(): void;
  /** The page is left: it may come back out of the browser's cache, or never. */
  leave(): void;
  /** Ends all of it. What was not stored is forgotten. */
  stop(): void;
}
