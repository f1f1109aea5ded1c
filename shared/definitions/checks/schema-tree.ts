/** The schema beside the value, so that what stands there can be compared with what could. */
import * as z from 'zod/mini';
import type { IssuePath } from './issues.ts';
import { isObject } from './walk.ts';

export type AnySchema = z.ZodMiniType;

interface Definition {
  readonly type: string;
  readonly shape?: { readonly [key: string]: AnySchema };
  readonly innerType?: AnySchema;
  readonly valueType?: AnySchema;
  readonly element?: AnySchema;
  readonly options?: readonly AnySchema[];
  readonly getter?: () => AnySchema;
}
export const definitionOf = (schema: AnySchema): Definition => {
  const definition = schema.def as unknown as Definition;
  const inner = definition.getter?.() ?? definition.innerType;
  return inner === undefined ? definition : definitionOf(inner);
};
export const optionsOf = (schema: AnySchema | undefined): readonly AnySchema[] =>
  schema === undefined ? [] : (definitionOf(schema).options ?? []);
/** The keys that an object of this schema must have. */
export const requiredKeys = (schema: AnySchema): readonly string[] =>
  Object.entries(definitionOf(schema).shape ?? {}).flatMap(([key, inner]) =>
    inner.def.type === 'optional' ? [] : [key],
  );

/** Of a union, the object that a value most likely is: by the keys that it must have, then by all. */
export const bestOption = (options: readonly AnySchema[], json: unknown): AnySchema | undefined => {
  const has = (keys: readonly string[]): number =>
    isObject(json) ? keys.filter((key) => Object.hasOwn(json, key)).length : 0;
  const score = (option: AnySchema): number =>
    1000 * has(requiredKeys(option)) + has(Object.keys(definitionOf(option).shape ?? {}));
  return options
    .filter((option) => definitionOf(option).shape !== undefined)
    .toSorted((a, b) => score(b) - score(a))[0];
};

export const schemaAt = (
  schema: AnySchema,
  path: IssuePath,
  json: unknown,
): AnySchema | undefined => {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const { shape, valueType, element, options } = definitionOf(schema);
  if (options !== undefined) {
    const chosen = bestOption(options, json);
    return chosen && schemaAt(chosen, path, json);
  }
  const next = shape?.[String(step)] ?? valueType ?? element;
  return next && schemaAt(next, rest, valueAt(json, [step]));
};

export const keysOf = (schema: AnySchema | undefined, json: unknown): readonly string[] => {
  if (schema === undefined) return [];
  const { shape, options } = definitionOf(schema);
  if (shape !== undefined) return Object.keys(shape);
  const best = options && bestOption(options, json);
  return best === undefined ? [] : keysOf(best, json);
};

export const valueAt = (json: unknown, path: readonly PropertyKey[]): unknown => {
  let value = json;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = (value as { readonly [key: PropertyKey]: unknown })[step];
  }
  return value;
};

/** The name that a schema has in the JSON Schema. */
export const idOf = (schema: AnySchema): string | undefined =>
  z.globalRegistry.get(schema)?.id ??
  (definitionOf(schema) === schema.def ? undefined : idOf(innerOf(schema)));
const innerOf = (schema: AnySchema): AnySchema => {
  const definition = schema.def as unknown as Definition;
  return definition.getter?.() ?? definition.innerType ?? schema;
};
