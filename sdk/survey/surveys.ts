import type { SurveyDefinition } from '../../shared/definitions/types.ts';
import type { ActiveContext } from '../active/context.ts';
import type { DefinitionsInUse } from '../active/definitions-in-use.ts';
import type { Recorder } from '../active/recorder.ts';
import type { Ingest } from '../ingest/index.ts';
import type { PartLoader } from '../parts/index.ts';
import type { Store } from '../store/index.ts';
import type { Speech } from '../words/index.ts';
import { type AllAsked, isDue, noteAsked, readAsked } from './asked.ts';
import { type Card, languageAt, showCard, slotOf } from './card.ts';

/** Gives what looks whether a question is due, and shows it: to be called whenever answers may have changed. Never rejects. */
export function createSurveys(
  context: ActiveContext,
  definitions: DefinitionsInUse,
  ingest: Ingest,
  store: Store,
  recorder: Pick<Recorder, 'identify'>,
  parts: Pick<PartLoader, 'speech'>,
  /** Aborted when what stands on the visitor's answer ends, and the card with it. */
  { signal: ended }: AbortController,
): () => Promise<void> {
  const { window, now } = context.host;
  const { document } = window;
  let asked: AllAsked | null = null;
  let open: { readonly id: string; readonly card: Card; readonly trait: string } | null = null;
  let isReading = false;

  /** To ask is to change the page. */
  const surveys = () => (context.personal() && definitions.active()?.definitions.surveys) || {};
  const valueOf = (trait: string) => {
    const { traits } = ingest.memory();
    return JSON.stringify(Object.hasOwn(traits, trait) ? traits[trait] : null);
  };
  const isIn = (segment: string) =>
    ingest.engine()?.has(segment) === true && !ingest.memory().objections.includes(segment);
  /** Nobody is asked for what is known, but for what changes with time. */
  const isWanted = (survey: SurveyDefinition, answered: number | undefined) =>
    // What is known of the visitor is not at hand where a part is missing.
    ingest.isWhole() &&
    survey.show.segments.some(isIn) &&
    (valueOf(survey.trait) === 'null' ||
      (survey.show.every !== undefined && answered !== undefined));
  const next = (all: AllAsked) =>
    Object.entries(surveys()).find(
      ([id, survey]) =>
        (survey.show.place !== 'slot' || slotOf(document, id)) &&
        isWanted(survey, all[id]?.answered) &&
        isDue(id, survey, all, now()),
    );

  const note = (id: string, what: 'shown' | 'answered' | 'closed') =>
    noteAsked(store, id, what, now(), (each) => Object.hasOwn(surveys(), each)).then(
      (all) => (asked = all),
      // It ended meanwhile.
      () => {},
    );
  const close = () => {
    open?.card.remove();
    open = null;
  };
  const show = (id: string, survey: SurveyDefinition, language: string, speech: Speech | null) => {
    const card = showCard({
      window,
      language,
      speech,
      id,
      survey,
      onSeen: () => void note(id, 'shown'),
      onAnswer(value) {
        void note(id, 'answered');
        recorder.identify({ [survey.trait]: value });
      },
      onClose(isAnswered) {
        if (!isAnswered) void note(id, 'closed');
        close();
      },
    });
    open = { id, card, trait: valueOf(survey.trait) };
  };
  /** The question that is due, and the words around it; null where there is none, or that cannot be read. */
  const prepared = async () => {
    try {
      // Another tab may have asked.
      asked = await readAsked(store);
    } catch {
      return null;
    }
    const [id] = next(asked) ?? [];
    if (id === undefined) return null;
    const language = languageAt(context, id);
    return { id, language, speech: await parts.speech(context, language) };
  };
  const look = async () => {
    if (ended.aborted) return;
    if (open) {
      const survey = Object.hasOwn(surveys(), open.id) ? surveys()[open.id] : undefined;
      // Withdrawn, or answered elsewhere.
      if (!survey || (!open.card.isAnswered() && valueOf(survey.trait) !== open.trait)) close();
      return;
    }
    if (isReading || document.visibilityState !== 'visible') return;
    if (asked && !next(asked)) return;
    isReading = true;
    const ready = await prepared().finally(() => (isReading = false));
    // What cannot be remembered would be asked on every page.
    if (!ready || ended.aborted || store.mode() !== 'indexeddb') return;
    const [id, survey] = (asked && next(asked)) || [];
    if (id === ready.id && survey) show(id, survey, ready.language, ready.speech);
  };
  const safely = () => look().catch((error: unknown) => context.report('internal', error));
  document.addEventListener('visibilitychange', () => void safely(), { signal: ended });
  ended.addEventListener('abort', close);
  return safely;
}
