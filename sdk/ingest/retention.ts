import type { Plan } from '../../shared/engine/types.ts';

/** How long an event of this name is kept, milliseconds; 0: not at all. */
export function retention(plan: Plan | null, name: string): number {
  return (plan?.stored.get(name) ?? plan?.stored.get('*'))?.forMs ?? 0;
}
