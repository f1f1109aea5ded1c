import type { Definitions } from '../../../shared/definitions/types.ts';
import { isObject } from './rows.ts';

const PARTS = [
  'segments',
  'metrics',
  'groups',
  'traits',
  'savedGroups',
  'experiences',
  'surveys',
  'histograms',
];

/**
 * The document as fields can read it, however wrong it is: parts that are none, and things in them that are none, are
 * left out (the checker names them). Null where it is no document at all.
 */
export function shaped(value: unknown): Definitions | null {
  if (!isObject(value)) return null;
  const parts = PARTS.flatMap((part) => {
    const things = value[part];
    if (things === undefined && part !== 'segments') return [];
    const isThing = part === 'savedGroups' ? Array.isArray : isObject;
    return [
      [
        part,
        Object.fromEntries(
          Object.entries(isObject(things) ? things : {}).filter(([, thing]) => isThing(thing)),
        ),
      ],
    ];
  });
  return { ...value, ...Object.fromEntries(parts) } as unknown as Definitions;
}
