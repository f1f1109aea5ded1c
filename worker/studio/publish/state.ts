/** What is being published: its source, what it is compared with, and the document that follows from both. */
import { computed, effect, signal } from '@preact/signals';
import { checkDefinitions, type Issue, LIMITS } from '../../../shared/definitions/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { isSite } from '../../../shared/wire/index.ts';
import { draft } from '../draft/index.ts';
import { fetchDefinitions, site } from '../site/index.ts';
import { type Before, nextDocument } from './next.ts';

/** The draft, or a version of before that is to be published again. */
export type Source =
  | { readonly kind: 'draft' }
  | {
      readonly kind: 'older';
      readonly version: number;
      readonly definitions: Definitions;
      readonly envelope: Uint8Array;
    };

export type LiveState =
  | { readonly state: 'asking' }
  | { readonly state: 'none' }
  | { readonly state: 'there'; readonly document: Before & { readonly envelope: Uint8Array } }
  /** The Worker did not say: what was signed can be saved all the same. */
  | { readonly state: 'unknown'; readonly message: string };

export const source = signal<Source>({ kind: 'draft' });
/** Of the site that is published for. */
export const liveState = signal<LiveState>({ state: 'asking' });
/** As they are typed; null: as they follow from what is there. */
export const versionGiven = signal<string | null>(null);
export const daysGiven = signal<string | null>(null);

/** What is written; null where it is nothing that could be definitions. */
const content = computed<{ readonly [name: string]: unknown } | null>(() => {
  const from = source.value;
  const value: unknown = from.kind === 'draft' ? draft.value.value : from.definitions;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: unknown })
    : null;
});

/** The site that is published for; empty where none is written. */
export const publishSite = computed<string>(() => {
  const written = content.value?.['site'];
  if (typeof written === 'string' && isSite(written)) return written;
  return draft.id.value === null ? site.value : '';
});

/** The lowest version that pages take. */
export const leastVersion = computed<number>(() => {
  const live = liveState.value;
  return live.state === 'there' ? live.document.definitions.version + 1 : 1;
});

/** Null where something else is written. */
function wholeNumber(text: string | null, from: number, to: number): number | null {
  const number = Number(text ?? Number.NaN);
  return Number.isSafeInteger(number) && number >= from && number <= to ? number : null;
}

export interface Next {
  /** Null where there are errors. */
  readonly definitions: Definitions | null;
  readonly errors: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/** The document that would be signed, and what the checker says of it; null where nothing is written. */
export const next = computed<Next | null>(() => {
  const written = content.value;
  if (!written) return null;
  const live = liveState.value;
  const now = Date.now();
  const document = nextDocument(written, {
    live: live.state === 'there' ? live.document : null,
    now,
    version: wholeNumber(versionGiven.value, leastVersion.value, Number.MAX_SAFE_INTEGER),
    days: wholeNumber(daysGiven.value, 1, LIMITS.validityDays),
    isOlder: source.value.kind === 'older',
  });
  const result = checkDefinitions(document, { now });
  return {
    definitions: result.ok ? result.definitions : null,
    errors: result.errors,
    warnings: result.warnings,
  };
});

/** Asks the Worker what is live. */
export async function lookAtLive(): Promise<void> {
  const asked = publishSite.peek();
  liveState.value = { state: 'asking' };
  if (asked === '') return;
  const answer = await fetchDefinitions(asked);
  if (publishSite.peek() !== asked) return;
  liveState.value = answer.ok
    ? { state: 'there', document: answer.value }
    : answer.code === 'not-found'
      ? { state: 'none' }
      : { state: 'unknown', message: answer.message };
}

/** Keeps what is compared with in step with the site, while the page is open. */
export function followSite(): () => void {
  return effect(() => {
    if (publishSite.value !== '') void lookAtLive();
  });
}
