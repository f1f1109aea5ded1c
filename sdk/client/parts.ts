import type { Consent, RecordStore } from '../consent/index.ts';
import type { Problems } from '../problems.ts';
import type { Guard } from './guarded.ts';
import type { Listeners } from './listeners.ts';
import type { ClientOptions } from './options.ts';
import type { Presence } from './presence.ts';
import type { Shown } from './shown.ts';

/** What the files of this room share. Names begin with `_`, as the build may shorten those: every visitor loads this. */
export interface ClientParts {
  readonly _options: ClientOptions;
  readonly _record: RecordStore;
  readonly _consent: Consent;
  readonly _presence: Presence;
  readonly _shown: Shown;
  readonly _listeners: Listeners;
  readonly _problems: Problems;
  /** What was called, for whoever looks for a developer's slips; without arguments: segments may have become known. */
  readonly _look: (...call: unknown[]) => void;
  readonly _guard: Guard;
}
