import type { Json, TraitDefinition } from '../../../shared/definitions/index.ts';
import type { Example } from '../examples/example.ts';
import type { Section } from './types.ts';

const told = (trait: TraitDefinition, operand: Json, meets: Json, fails: Json): Example => ({
  definitions: { traits: { it: trait }, segments: { match: { when: { 'trait.it': operand } } } },
  visitors: {
    [`it is ${JSON.stringify(meets)}`]: [{ facts: { trait: { it: meets } } }, true],
    [`it is ${JSON.stringify(fails)}`]: [{ facts: { trait: { it: fails } } }, false],
    'never told': [false],
  },
});

export const traitSection: Section = {
  title: 'Traits',
  text: 'What the site declares with `covey.identify`, or a survey answers. A trait that was never set is absent.',
  form: 'table',
  constructs: [
    {
      covers: ['trait.type', 'trait.type string'],
      means: 'Text. Without `values` it can hold anything, so the checker warns.',
      example: told({ type: 'string', values: ['free', 'pro'] }, 'pro', 'pro', 'free'),
    },
    {
      covers: ['trait.type number'],
      means: 'A number.',
      example: told({ type: 'number' }, { $gte: 18 }, 18, 17),
    },
    {
      covers: ['trait.type boolean'],
      means: 'True or false.',
      example: told({ type: 'boolean' }, true, true, false),
    },
    {
      covers: ['trait.type date'],
      means:
        'ISO 8601, a date or an instant; compares as text, and as a time by `until.*` and `since.*`.',
      example: told({ type: 'date' }, { $lt: '2026-01-01' }, '2025-12-31', '2026-01-01'),
    },
    {
      covers: ['trait.type string[]'],
      means: 'A list of texts.',
      example: told(
        { type: 'string[]', values: ['chess', 'go'] },
        { $in: ['chess'] },
        ['go', 'chess'],
        ['go'],
      ),
    },
    {
      covers: ['trait.values'],
      means: 'The allowed values. Others are refused when the trait is set, and in conditions.',
      example: told({ type: 'number', values: [1, 2, 3] }, { $in: [2, 3] }, 3, 1),
      refused: {
        part: {
          traits: { it: { type: 'string', values: ['free', 'pro'] } },
          segments: { match: { when: { 'trait.it': 'premium' } } },
        },
        code: 'unknown-value',
      },
    },
    {
      covers: ['trait.kind', 'trait.description'],
      means: 'Which kind of segment it is for, and words for the visitor.',
      example: told(
        {
          type: 'string',
          values: ['price', 'quality'],
          kind: 'psychographic',
          description: 'What matters most when buying, in one question',
        },
        'quality',
        'quality',
        'price',
      ),
    },
  ],
};
