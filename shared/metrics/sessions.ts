import type { MostOf } from '../definitions/checks/caps.ts';
import type { StatefulKind } from '../engine/graph/metric-kind.ts';
import { compileSessions } from '../engine/operators/compile-sessions.ts';
import type { Explained } from './explained.ts';
import type { Spec } from './spec.ts';
import type { Words } from './words.ts';

/** Sessions whose own metrics meet a condition: Adobe's visit container. Reads `session.*` of the session looked at and `metric.*` of `each`. */
export const spec = {
  key: 'sessions',
  takes: 'condition',
  parameters: {
    /** Metrics of one session, without windows of their own. */
    each: { type: 'metrics' },
  },
  value: 'count',
  empty: 'zero',
  part: 'sessions',
} as const satisfies Spec;

export const words = {
  parameters: {
    each: 'Metrics of one session, without windows of their own.',
  },
  aliases: ['visits', 'visit', 'session'],
} as const satisfies Words;

export const explained: Explained = {
  grows: true,
  name: () => null,
};

export const most: MostOf<'sessions'> = (_, { sessions }) =>
  sessions === 0 ? null : { high: sessions, why: `The window holds no more than ${sessions}.` };

export const kind: StatefulKind = { key: 'sessions', compile: compileSessions };
