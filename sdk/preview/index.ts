// Preview: a segment's page for whoever has the link. Loaded where an address asks for it, without consent: it
// reads nothing and stores nothing.
import type { RecordStore } from '../consent/index.ts';
import type { Page } from '../host.ts';

export { showBar } from './bar.ts';
export { idsIn } from './ids.ts';
export { honourRefusals } from './refusals.ts';
export { disarmTemplates } from './scripts.ts';

export interface PreviewOptions {
  readonly host: { readonly window: Page };
  readonly site: string;
  /** Of the preview alone. */
  readonly record: RecordStore;
  /** Who is told: markup alone, or with `code` also those who ask and listen. */
  readonly preview?: string | undefined;
  /** As the active client shows answers: markup, listeners and `has`. */
  readonly show: (ids: readonly string[]) => unknown;
}
