import type { Definitions, Json } from '../../shared/definitions/types.ts';
import { MAX_ELEMENTS, MAX_TEXT } from './plain-traits.ts';

/**
 * The traits that the definitions declare and that fit their declaration; null removes one.
 * `refuse` hears of every other.
 */
export function declaredTraits(
  traits: { readonly [id: string]: Json },
  declared: Definitions['traits'] = {},
  refuse: (id: string) => void,
): { readonly [id: string]: Json } {
  return Object.fromEntries(
    Object.entries(traits).flatMap(([id, given]): [string, Json][] => {
      const definition = Object.hasOwn(declared, id) ? declared[id] : undefined;
      const list = Array.isArray(given) ? given : [given];
      const fits =
        definition !== undefined &&
        (given === null ||
          (Array.isArray(given) === (definition.type === 'string[]') &&
            list.length <= MAX_ELEMENTS &&
            list.every(
              (each) =>
                isOfType(each, definition.type) &&
                (definition.values?.includes(each as string | number) ?? true),
            )));
      if (fits) return [[id, given]];
      refuse(id);
      return [];
    }),
  );
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'number') return Number.isFinite(value);
  if (type === 'boolean') return value === true || value === false;
  if (typeof value !== 'string' || value.length > MAX_TEXT) return false;
  return type !== 'date' || (/^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)));
}
