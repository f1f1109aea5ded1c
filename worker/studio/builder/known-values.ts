import type { Definitions } from '../../../shared/definitions/types.ts';
import { CHANNELS } from '../../../shared/sources/index.ts';

/** Values that the script gives a fact, or that a trait allows, to choose from; undefined where any may be. */
export function valuesOf(
  fact: string,
  { traits = {} }: Definitions,
): readonly string[] | undefined {
  if (fact === 'device.type') return ['mobile', 'tablet', 'desktop'];
  if (fact === 'device.viewport') return ['small', 'medium', 'large'];
  if (fact.startsWith('source.') && fact.endsWith('.channel')) return [...CHANNELS];
  const trait = fact.startsWith('trait.') ? traits[fact.slice('trait.'.length)] : undefined;
  return trait?.values?.map(String);
}
