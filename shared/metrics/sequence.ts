import type { MostOf } from '../definitions/checks/caps.ts';
import { COUNTED } from '../definitions/limits.ts';
import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import { compileSequence } from '../engine/sequence/compile.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** Completed sequences, one after the other; with `by`, of all shared values together. */
export const spec = {
  key: 'sequence',
  takes: 'steps',
  parameters: {
    /** Less than this long from first step to last. */
    span: { type: 'duration' },
    /** `"session"`: all steps in one session; `"all"` (default): anywhere in the history. */
    scope: { type: 'choice', of: ['session', 'all'], usual: 'all' },
    /** All steps share the value of this property (same item, same category). */
    by: { type: 'name' },
  },
  value: 'count',
  empty: 'zero',
  part: 'sequence',
} as const satisfies Spec;

export const words = {
  parameters: {
    span: 'Less than this long from first step to last.',
    scope: 'All steps in one session, or anywhere in the history (the default).',
    by: 'All steps share the value of this property.',
  },
  aliases: ['funnel', 'steps', 'path', 'then'],
} as const satisfies Words;

export const explained: Explained = {
  grows: true,
  name: () => null,
  again: () => 'completion',
};

export const most: MostOf<'sequence'> = ({ by }, { forgets }) => {
  if (!forgets) return null;
  const high = by === undefined ? COUNTED.sequences : COUNTED.sequences * COUNTED.sequenceValues;
  return {
    high,
    why: `In a sliding window at most ${high.toLocaleString('en')} sequences are counted: ask for fewer, or count since the beginning, without "within".`,
  };
};

export const kind: StatefulKind = { key: 'sequence', compile: compileSequence };
