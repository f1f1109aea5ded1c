import { computed, signal } from '@preact/signals';
import {
  type Account,
  accountOf,
  paperFileName,
  type Paper,
  type PaperKind,
  paperOf,
} from '../../../shared/papers/index.ts';
import { draft } from '../draft/index.ts';
import type { ReadingLanguage } from '../reading/index.ts';
import { following } from './follow.ts';
import { ENGLISH, languageIn, type Written } from './languages.ts';

export const kind = signal<PaperKind>('record');
/** What is chosen; the paper is in the one before until the words are there. */
export const language = signal<ReadingLanguage>('en');
const written = signal<Written>(ENGLISH);
/** The chosen words could not be loaded. */
export const hasFailed = signal(false);

export async function choose(wanted: ReadingLanguage): Promise<void> {
  language.value = wanted;
  hasFailed.value = false;
  try {
    const found = await languageIn(wanted);
    if (language.peek() === wanted) written.value = found;
  } catch {
    if (language.peek() === wanted) hasFailed.value = true;
  }
}

const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);
const account = following(draft.definitions, (definitions) => accountOf(definitions, digest));

/** Lets the paper follow the draft until what it returns is called. */
export const followDraft = account.follow;

const paperBy = ({ voice, meaning }: Written, known: Account): Paper =>
  paperOf(kind.value, known, voice, meaning(known.definitions));

/** The chosen paper; null while the draft has errors, or it was not written yet. */
export const paper = computed(
  () => account.made.value && paperBy(written.value, account.made.value),
);

/** The same of the draft as it is at this moment, to be taken away, with the name of its file. */
export async function paperFile(
  extension: 'md' | 'html',
): Promise<{ readonly made: Paper; readonly name: string } | null> {
  const inLanguage = languageIn(language.peek()).catch(() => written.peek());
  const known = await account.newest();
  if (!known) return null;
  const made = paperBy(await inLanguage, known);
  return { made, name: paperFileName(known.definitions, made, extension) };
}
