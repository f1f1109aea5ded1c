import type {
  Definitions,
  SurveyDefinition,
  TraitDefinition,
} from '../../../shared/definitions/index.ts';
import type { Section } from './types.ts';

const REASON: TraitDefinition = { type: 'string', values: ['self', 'gift'] };
const OPTIONS: NonNullable<SurveyDefinition['options']> = [
  { value: 'self', text: { en: 'Me', de: 'Mich' } },
  { value: 'gift', text: { en: 'Somebody else', de: 'Jemand anderen' } },
];
const WORDS: SurveyDefinition['words'] = {
  send: { en: 'Send', de: 'Senden' },
  close: { en: 'Close', de: 'Schließen' },
  note: { en: 'It stays on this device.', de: 'Es bleibt auf diesem Gerät.' },
  thanks: { en: 'Thank you.', de: 'Danke.' },
  up: { en: 'Up', de: 'Nach oben' },
  down: { en: 'Down', de: 'Nach unten' },
};

const NUMBERED: SurveyDefinition = {
  trait: 'reason',
  question: { en: 'Who is it for?', de: 'Für wen ist es?' },
  type: 'scale',
  show: { segments: ['fresh'] },
  words: WORDS,
};
const CHOICE: SurveyDefinition = { ...NUMBERED, type: 'choice', options: OPTIONS };

const document = (trait: TraitDefinition, survey: SurveyDefinition): Partial<Definitions> => ({
  traits: { reason: trait },
  segments: { fresh: { when: { 'trait.reason': { $exists: false } } } },
  surveys: { why: survey },
});
const asked = (survey: Partial<SurveyDefinition>) => document(REASON, { ...CHOICE, ...survey });
const numbered = (survey: Partial<SurveyDefinition>) =>
  document({ type: 'number' }, { ...NUMBERED, ...survey });

export const surveySection: Section = {
  title: 'Surveys',
  text: 'One question each, on a card that can be closed; [how it is shown](sdk.md#surveys). The answer becomes a trait at once, and nobody can write one of their own.',
  form: 'table',
  constructs: [
    {
      covers: ['survey.trait'],
      means: 'The declared trait that the answer becomes.',
      part: asked({}),
      refused: { part: asked({ trait: 'reasons' }), code: 'unknown-trait' },
    },
    {
      covers: ['survey.question'],
      means:
        'A text for all, or one for each language by its tag: of those that are missing, the first.',
      part: asked({}),
      refused: { part: asked({ question: {} }), code: 'bad-survey' },
    },
    {
      covers: ['survey.type'],
      means:
        '`choice`: one of the options. `scale`: from 1 to `steps`. `nps`: how likely to recommend, from 0 to 10. `order`: all options, in the order of the visitor; its trait is a `string[]`.',
      part: {
        ...asked({}),
        traits: {
          reason: REASON,
          ease: { type: 'number' },
          likely: { type: 'number' },
          ranks: { type: 'string[]', values: ['self', 'gift'] },
        },
        surveys: {
          why: CHOICE,
          ease: { ...NUMBERED, trait: 'ease', show: { ...NUMBERED.show, place: 'corner' } },
          likely: { ...NUMBERED, trait: 'likely', type: 'nps' },
          ranks: { ...CHOICE, trait: 'ranks', type: 'order' },
        },
      },
      refused: { part: asked({ type: 'scale' }), code: 'type-mismatch' },
    },
    {
      covers: ['survey.options', 'survey.options.value', 'survey.options.text'],
      means: 'Two to ten, each with what the trait becomes. A value that the trait takes.',
      part: asked({}),
      refused: {
        part: asked({ options: [...OPTIONS, { value: 'both', text: 'Both' }] }),
        code: 'unknown-value',
      },
    },
    {
      covers: ['survey.steps', 'survey.low', 'survey.high'],
      means: 'How many steps a scale has (2 to 10; 5 unless said), and words at its ends.',
      part: numbered({
        type: 'scale',
        steps: 7,
        low: { en: 'Hard', de: 'Schwer' },
        high: { en: 'Easy', de: 'Leicht' },
      }),
      refused: { part: numbered({ type: 'scale', steps: 11 }), code: 'bad-value' },
    },
    {
      covers: [
        'survey.show',
        'survey.show.segments',
        'survey.show.every',
        'survey.show.cap',
        'survey.show.place',
      ],
      means:
        'Who is asked: whoever is in one of the segments, which may be in `shadow`. Once, or again so long after it was answered or closed (`every`); to who does neither, so often (`cap`; 3 unless said). Where the trait is known already, not at all, but for `every`. `place`: where the page has no place for it, in a `corner` (unless said), or not at all (`slot`).',
      part: asked({ show: { segments: ['fresh'], every: '90d', cap: 2, place: 'slot' } }),
      refused: {
        part: asked({ show: { segments: ['stale'] } }),
        code: 'unknown-segment',
      },
    },
    {
      covers: [
        'survey.words',
        'survey.words.send',
        'survey.words.close',
        'survey.words.note',
        'survey.words.thanks',
        'survey.words.up',
        'survey.words.down',
      ],
      means:
        'Words of the card, where they are not to be the English ones: its buttons, what becomes of the answer (`note`), the thanks, and what moves an option in an `order`.',
      part: asked({}),
      refused: { part: asked({ words: { send: '' } }), code: 'bad-value' },
    },
  ],
};
