import { computed, effect, signal } from '@preact/signals';
import {
  type Account,
  accountOf,
  type PaperKind,
  paperOf,
  voiceIn,
} from '../../../shared/papers/index.ts';
import { PAPER_LANGUAGES } from '../../../shared/papers/languages.ts';
import { meaningIn } from '../../../shared/papers/meaning.ts';
import { draft } from '../draft/index.ts';

export const kind = signal<PaperKind>('record');
export const language = signal('en');

const account = signal<Account | null>(null);
const digest = (bytes: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', bytes);

/** The account follows the draft; what comes late of an older text is left out. */
effect(() => {
  const definitions = draft.definitions.value;
  if (!definitions) {
    account.value = null;
    return;
  }
  void accountOf(definitions, digest).then((made) => {
    if (draft.definitions.peek() === definitions) account.value = made;
  });
});

/** The chosen paper; null while the draft has errors. */
export const paper = computed(() => {
  const spoken = PAPER_LANGUAGES[language.value];
  const known = account.value;
  if (!known || !spoken) return null;
  return paperOf(
    kind.value,
    known,
    voiceIn(language.value, spoken),
    meaningIn(known.definitions, language.value),
  );
});
