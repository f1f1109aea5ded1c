import { inject } from 'vitest';
import type { Stack } from './stack.ts';

/** The Worker and shop of this process: files run beside one another, and none hears what another sends. */
export function useStack(): Stack {
  const stack = inject('stacks')[Number(process.env['VITEST_POOL_ID']) - 1];
  if (!stack) throw new Error('there are fewer stacks than processes');
  return stack;
}
