import type { SequenceDefinition } from '../../../shared/definitions/index.ts';
import type { Entry } from '../examples/example.ts';
import type { Construct, Section } from './types.ts';

const path = (
  covers: readonly string[],
  means: string,
  sequence: SequenceDefinition,
  visitors: { readonly [who: string]: readonly Entry[] },
): Construct => ({
  covers,
  means,
  example: {
    definitions: {
      metrics: { path: sequence },
      segments: { done: { when: { 'metric.path': { $gte: 1 } } } },
    },
    visitors,
  },
});

export const sequenceSection: Section = {
  title: 'Sequences',
  text: 'Steps in order. An event serves one step of one sequence; sequences that are counted follow one another. The same shape bounds a metric in `after` and `before`.',
  form: 'examples',
  constructs: [
    path(
      ['sequence.sequence', 'step: event', 'step: event.where'],
      'A step that must happen, anywhere after the step before, perhaps with a condition on its properties.',
      {
        sequence: [
          { event: 'page_view', where: { page_path: '/pricing' } },
          { event: ['sign_up', 'generate_lead'] },
        ],
      },
      {
        'prices, something else, sign-up': [
          ['10:00', 'page_view', { page_path: '/pricing' }],
          ['10:01', 'scroll'],
          ['10:02', 'sign_up'],
          true,
        ],
        'sign-up, then prices': [
          ['10:00', 'sign_up'],
          ['10:01', 'page_view', { page_path: '/pricing' }],
          false,
        ],
      },
    ),
    path(
      ['step: event.after'],
      '`"then"`, the default: eventually after the step before. `"next"`: by the very next event.',
      { sequence: [{ event: 'search' }, { event: 'view_item', after: 'next' }] },
      {
        'the next event': [['10:00', 'search'], ['10:01', 'view_item'], true],
        'a scroll between': [
          ['10:00', 'search'],
          ['10:01', 'scroll'],
          ['10:02', 'view_item'],
          false,
        ],
      },
    ),
    path(
      ['step: event.atLeast', 'step: event.atMost'],
      'At least, and less than, so long after the step before.',
      { sequence: [{ event: 'sign_up' }, { event: 'login', atLeast: '1d', atMost: '7d' }] },
      {
        'after a day': [['03-02 10:00', 'sign_up'], ['03-03 10:00', 'login'], true],
        'after a week': [['03-02 10:00', 'sign_up'], ['03-09 10:00', 'login'], false],
        'at once': [['03-02 10:00', 'sign_up'], ['03-02 10:01', 'login'], false],
      },
    ),
    path(
      ['step: event.times'],
      'How often the event must happen for the step to be met.',
      { sequence: [{ event: 'view_item', times: 3 }, { event: 'purchase' }] },
      {
        'three views': [
          ['10:00', 'view_item'],
          ['10:01', 'view_item'],
          ['10:02', 'view_item'],
          ['10:03', 'purchase'],
          true,
        ],
        two: [['10:00', 'view_item'], ['10:01', 'view_item'], ['10:03', 'purchase'], false],
      },
    ),
    path(
      ['step: not', 'step: not.where'],
      'What must not happen between the steps around it.',
      {
        sequence: [
          { event: 'add_to_cart' },
          { not: 'page_view', where: { page_path: '/returns' } },
          { event: 'purchase' },
        ],
      },
      {
        'other pages between': [
          ['10:00', 'add_to_cart'],
          ['10:01', 'page_view', { page_path: '/' }],
          ['10:02', 'purchase'],
          true,
        ],
        'that page between': [
          ['10:00', 'add_to_cart'],
          ['10:01', 'page_view', { page_path: '/returns' }],
          ['10:02', 'purchase'],
          false,
        ],
      },
    ),
    path(
      ['step: not.for'],
      'As the last step: what must not happen for so long after the step before. The sequence is complete when that time has passed.',
      { sequence: [{ event: 'begin_checkout' }, { not: 'purchase', for: '1h' }] },
      {
        'an hour passes': [
          ['10:00', 'begin_checkout'],
          ['10:59:59.999', false],
          ['11:00', true],
        ],
        'bought in time': [
          ['10:00', 'begin_checkout'],
          ['10:59', 'purchase'],
          ['12:00', false],
        ],
      },
    ),
    path(
      ['step: anyOrder', 'step: anyOrder.atLeast', 'step: anyOrder.atMost'],
      'A block of steps in any order, each by an event of its own; its gaps are measured from the step before the block.',
      {
        sequence: [
          { event: 'sign_up' },
          {
            anyOrder: [{ event: 'invite' }, { event: 'create_project' }],
            atLeast: '1m',
            atMost: '1d',
          },
        ],
      },
      {
        'project, then invitation': [
          ['10:00', 'sign_up'],
          ['10:01', 'create_project'],
          ['10:02', 'invite'],
          true,
        ],
        'the invitation too soon': [
          ['10:00', 'sign_up'],
          ['10:00:59', 'invite'],
          ['10:02', 'create_project'],
          false,
        ],
        'the invitation too late': [
          ['03-02 10:00', 'sign_up'],
          ['03-02 10:02', 'create_project'],
          ['03-03 10:00', 'invite'],
          false,
        ],
      },
    ),
    path(
      ['sequence.span'],
      'Less than so long from the first step to the last.',
      {
        sequence: [{ event: 'search' }, { event: 'view_item' }, { event: 'purchase' }],
        span: '1h',
      },
      {
        'in 59 minutes': [['10:00', 'search'], ['10:40', 'view_item'], ['10:59', 'purchase'], true],
        'in an hour': [['10:00', 'search'], ['10:40', 'view_item'], ['11:00', 'purchase'], false],
      },
    ),
    path(
      ['sequence.scope'],
      '`"session"`: all steps in one session. `"all"`, the default: anywhere.',
      { sequence: [{ event: 'search' }, { event: 'purchase' }], scope: 'session' },
      {
        'in one session': [['10:00', 'search'], ['10:29', 'purchase'], true],
        'in two': [['10:00', 'search'], ['10:30', 'purchase'], false],
      },
    ),
    path(
      ['sequence.by'],
      'All steps share the value of a property; completions are counted over all values.',
      { sequence: [{ event: 'add_to_wishlist' }, { event: 'purchase' }], by: 'item_id' },
      {
        'the same item': [
          ['10:00', 'add_to_wishlist', { item_id: 'lamp' }],
          ['10:05', 'purchase', { items: [{ item_id: 'rug' }, { item_id: 'lamp' }] }],
          true,
        ],
        'another item': [
          ['10:00', 'add_to_wishlist', { item_id: 'lamp' }],
          ['10:05', 'purchase', { items: [{ item_id: 'rug' }] }],
          false,
        ],
      },
    ),
  ],
};
