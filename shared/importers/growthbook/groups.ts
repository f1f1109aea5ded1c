import { LIMITS } from '../../definitions/limits.ts';
import type { Json } from '../../definitions/types.ts';
import type { Context } from '../context.ts';
import { type JsonObject, isObject, own } from '../json.ts';

export type Group =
  | {
      readonly kind: 'list';
      readonly attributeKey: string | undefined;
      readonly values: readonly (string | number)[];
    }
  | { readonly kind: 'condition'; readonly condition: JsonObject; readonly path: string };
export type Groups = ReadonlyMap<string, Group>;

/**
 * Saved groups as the SDK has them (by id: a list, or `{ type, … }`) or as the REST API does (a list
 * of `{ id, type, … }`, conditions written as text).
 */
export const readGroups = (ctx: Context, json: Json | undefined, path: string): Groups => {
  const groups = new Map<string, Group>();
  const add = (id: unknown, group: Json, at: string): void => {
    const place = { path: at, construct: String(id) };
    const found = typeof id === 'string' ? groupOf(group, at) : null;
    if (found === null)
      ctx.refuse(
        'invalid',
        place,
        'A saved group is a list of texts and numbers, or has the type "list" with values or "condition" with a condition.',
      );
    else if (found.kind === 'list' && found.values.length > LIMITS.savedGroupValues)
      ctx.refuse('too-complex', place, `A list of more than ${LIMITS.savedGroupValues} values.`);
    else groups.set(String(id), found);
  };
  if (Array.isArray(json))
    (json as readonly Json[]).forEach((group, i) =>
      add(isObject(group) ? own(group, 'id') : undefined, group, `${path}[${i}]`),
    );
  else if (isObject(json))
    for (const [id, group] of Object.entries(json)) add(id, group, `${path}.${id}`);
  return groups;
};

const groupOf = (json: Json, path: string): Group | null => {
  if (Array.isArray(json)) return listOf(json as readonly Json[], undefined);
  if (!isObject(json)) return null;
  const { type, attributeKey, values, condition } = json;
  if (type === 'condition') {
    const read = parsed(condition);
    return read === null ? null : { kind: 'condition', condition: read, path: `${path}.condition` };
  }
  return type === 'list' && Array.isArray(values)
    ? listOf(values as readonly Json[], typeof attributeKey === 'string' ? attributeKey : undefined)
    : null;
};

const listOf = (values: readonly Json[], attributeKey: string | undefined): Group | null => {
  const kept = values.filter((value) => typeof value === 'string' || typeof value === 'number');
  return kept.length === values.length ? { kind: 'list', attributeKey, values: kept } : null;
};

/** A condition, which the REST API writes as text. */
export const parsed = (condition: Json | undefined): JsonObject | null => {
  if (isObject(condition)) return condition;
  if (typeof condition !== 'string') return null;
  if (condition.trim() === '') return {};
  try {
    const json: unknown = JSON.parse(condition);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
};
