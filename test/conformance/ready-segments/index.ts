import { content } from './content.ts';
import { context } from './context.ts';
import { declared } from './declared.ts';
import { lifeCycle } from './life-cycle.ts';
import { rfm } from './rfm.ts';
import { shopping } from './shopping.ts';
import { visits } from './visits.ts';
import type { ReadySegment } from './types.ts';

export type { ReadySegment } from './types.ts';

export const READY: readonly ReadySegment[] = [
  ...lifeCycle,
  ...rfm,
  ...shopping,
  ...content,
  ...context,
  ...declared,
  ...visits,
];
