import type { Definitions, ExperienceDefinition } from '../../../shared/definitions/index.ts';
import type { Section } from './types.ts';

const shown = (hero: ExperienceDefinition): Partial<Definitions> => ({
  segments: {
    morning: { when: { 'now.hour': { $lt: 12 } } },
    mobile: { when: { 'device.type': 'mobile' } },
  },
  experiences: { hero },
});
const VARIANTS = { calm: {}, bold: {} };

export const experienceSection: Section = {
  title: 'Experiences',
  text: 'Variants of the page, one of which is drawn at random on the device of who is eligible. The page knows each as `EXPERIENCE:VARIANT`, wherever a segment can stand. [language.md](language.md#experiences) says exactly who sees what.',
  form: 'table',
  constructs: [
    {
      covers: ['experience.variants', 'experience.variants.weight', 'experience.variants.name'],
      means:
        'What is drawn from, up to ten: each as often as its weight says beside the others (a whole number; 1 unless said).',
      part: shown({ variants: { calm: { name: 'Quiet' }, bold: { weight: 3 } } }),
      refused: { part: shown({ variants: {} }), code: 'bad-value' },
    },
    {
      covers: ['experience.segments'],
      means: 'Who is eligible: whoever is in one of them. Everybody, where it is left out.',
      part: shown({ variants: VARIANTS, segments: ['morning', 'mobile'] }),
      refused: {
        part: shown({ variants: VARIANTS, segments: ['evening'] }),
        code: 'unknown-segment',
      },
    },
    {
      covers: ['experience.holdout'],
      means:
        'The share of the eligible, up to 0.9, that see the page as it is. The page is not told who they are.',
      part: shown({ variants: VARIANTS, holdout: 0.1 }),
      refused: { part: shown({ variants: VARIANTS, holdout: 1 }), code: 'bad-value' },
    },
    {
      covers: ['experience.start', 'experience.end'],
      means:
        'From the beginning of the visitor’s local day `start` to the beginning of the local day `end`. What was drawn is remembered after the end, for who converts later.',
      part: shown({ variants: VARIANTS, start: '2026-03-02', end: '2026-03-16' }),
      refused: {
        part: shown({ variants: VARIANTS, start: '2026-03-16', end: '2026-03-02' }),
        code: 'bad-window',
      },
    },
    {
      covers: ['experience.count', 'experience.goal'],
      means:
        'One question in the randomised counts: which variant was drawn and, with a `goal`, whether the visitor has been in that segment since. Answers end in `+` for who has, in `-` for who has not.',
      part: shown({ variants: VARIANTS, holdout: 0.1, goal: 'morning', count: true }),
      refused: {
        part: shown({ variants: VARIANTS, goal: 'sold', count: true }),
        code: 'unknown-segment',
      },
      asks: {
        hero: [
          'hero:calm+',
          'hero:calm-',
          'hero:bold+',
          'hero:bold-',
          'hero:holdout+',
          'hero:holdout-',
          'none',
        ],
      },
    },
    {
      covers: ['experience.activate'],
      means:
        'Where `EXPERIENCE:VARIANT` may be handed on the page, while it is shown to a visitor who has agreed to that.',
      part: {
        ...shown({ variants: VARIANTS, activate: ['dataLayer'] }),
        activation: {
          purpose: 'To learn which picture sells',
          recipients: { dataLayer: ['Google Analytics'] },
        },
      },
      refused: {
        part: shown({ variants: VARIANTS, activate: ['dataLayer'] }),
        code: 'unnamed-recipient',
      },
    },
    {
      covers: ['experience.name', 'experience.description'],
      means: 'For people: in the panel, in explanations and beside the counts.',
      part: shown({ variants: VARIANTS, name: 'Hero', description: 'Which picture sells.' }),
      refused: { part: shown({ variants: VARIANTS, name: '' }), code: 'bad-value' },
    },
  ],
};
