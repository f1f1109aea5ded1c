import { computed, signal } from '@preact/signals';
import {
  type Account,
  accountOf,
  paperFileName,
  type Paper,
  type PaperKind,
  paperOf,
  voiceIn,
} from '../../../shared/papers/index.ts';
import { PAPER_LANGUAGES } from '../../../shared/papers/languages.ts';
import { meaningIn } from '../../../shared/papers/meaning.ts';
import { draft } from '../draft/index.ts';
import { following } from './follow.ts';

export const kind = signal<PaperKind>('record');
export const language = signal('en');

const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);
const account = following(draft.definitions, (definitions) => accountOf(definitions, digest));

/** Lets the paper follow the draft until what it returns is called. */
export const followDraft = account.follow;

const chosen = (known: Account | null): Paper | null => {
  const spoken = PAPER_LANGUAGES[language.value];
  if (!known || !spoken) return null;
  return paperOf(
    kind.value,
    known,
    voiceIn(language.value, spoken),
    meaningIn(known.definitions, language.value),
  );
};

/** The chosen paper; null while the draft has errors, or it was not written yet. */
export const paper = computed(() => chosen(account.made.value));

/** The same of the draft as it is at this moment, to be taken away, with the name of its file. */
export async function paperFile(
  extension: 'md' | 'html',
): Promise<{ readonly made: Paper; readonly name: string } | null> {
  const known = await account.newest();
  const made = chosen(known);
  return known && made && { made, name: paperFileName(known.definitions, made, extension) };
}
