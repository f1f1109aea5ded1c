// What fewer documents have: kinds that fold in less usual ways, the usual kinds beside their usual form, metrics after or
// before a sequence, the value of some time ago, and facts of dates.
import type { MetricKind } from '../engine/index.ts';
import type { folding } from '../engine/operators/fold-kinds.ts';
import { dateFact } from '../engine/graph/date-fact.ts';
import { offset } from '../engine/operators/offset.ts';
import { type Steps, boundsOf } from '../engine/sequence/bounds.ts';
import * as folded from './folded.ts';
import * as further from './lists/kinds-further.ts';

/** As far as what they are made of is there. */
export const furtherKinds = (
  from: typeof folding | undefined,
  steps: Steps | undefined,
): readonly MetricKind[] => [
  ...(from ? [...Object.values(further), ...Object.values(folded)].map((kind) => kind(from)) : []),
  ...(steps ? [boundsOf(steps)] : []),
  offset,
  { dateFact },
];
