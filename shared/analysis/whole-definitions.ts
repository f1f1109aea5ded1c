import type { Definitions } from '../definitions/types.ts';
import { cutDown } from './cut-down.ts';

/** Whole definitions of segments that were found: these, and what of the definitions they read (`metric.ID`, …). */
export function wholeDefinitions(
  definitions: Definitions,
  facts: readonly string[],
  { segments, groups }: Pick<Definitions, 'segments' | 'groups'>,
): Definitions {
  const read = facts.map((fact) => cutDown(definitions, fact).definitions);
  const { covey, site, version, issued, expires, currency } = definitions;
  return {
    ...read[0],
    covey,
    site,
    version,
    issued,
    expires,
    ...(currency !== undefined && { currency }),
    metrics: Object.assign({}, ...read.map(({ metrics }) => metrics)),
    segments: { ...Object.assign({}, ...read.map((one) => one.segments)), ...segments },
    groups: { ...Object.assign({}, ...read.map((one) => one.groups)), ...groups },
  };
}
