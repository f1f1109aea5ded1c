import { LIMITS } from '../../definitions/limits.ts';
import type { Json } from '../../definitions/types.ts';
import type { Context } from '../context.ts';
import { asText, type JsonObject, isObject, own, plainJson } from '../json.ts';
import { read } from '../reading.ts';

export type Group =
  | {
      readonly kind: 'list';
      readonly attributeKey: string | undefined;
      readonly values: readonly (string | number)[];
      /** An empty list is a list of nobody; else rules pass over it. */
      readonly isMeantEmpty: boolean;
    }
  | { readonly kind: 'condition'; readonly condition: JsonObject; readonly path: string };

/** The saved groups by id, and which of them a condition has asked for. */
export interface Groups {
  get(id: string): Group | undefined;
  readonly asked: Set<string>;
}

export const noGroups = (): Groups => ({ get: () => undefined, asked: new Set() });

/**
 * Saved groups as the SDK has them (by id: a list, or `{ type, … }`) or as the REST API does (a list
 * of `{ id, type, … }`, conditions written as text).
 */
export const readGroups = (
  ctx: Context,
  json: Json | undefined,
  path: string,
): Groups & { unasked(): void } => {
  const places = new Map<string, string>();
  const asked = new Set<string>();
  const groups = new Map<string, Group>();
  const add = (id: unknown, group: Json, at: string): void => {
    const place = { path: at, construct: asText(id) };
    const found = typeof id === 'string' ? groupOf(ctx, group, at) : null;
    if (found === null)
      ctx.refuse(
        'invalid',
        place,
        'A saved group is a list of texts and numbers, or has the type "list" with values or "condition" with a condition.',
      );
    else if (found.kind === 'list' && found.values.length > LIMITS.savedGroupValues)
      ctx.refuse('too-complex', place, `A list of more than ${LIMITS.savedGroupValues} values.`);
    else {
      groups.set(asText(id), found);
      places.set(asText(id), at);
    }
  };
  if (Array.isArray(json))
    (json as readonly Json[]).forEach((group, i) =>
      add(isObject(group) ? own(group, 'id') : undefined, group, `${path}[${i}]`),
    );
  else if (isObject(json))
    for (const [id, group] of Object.entries(json)) add(id, group, `${path}.${id}`);
  else if (json !== undefined)
    ctx.refuse(
      'invalid',
      { path, construct: 'savedGroups' },
      '"savedGroups" should be an object by id, or a list.',
    );
  return {
    asked,
    get(id) {
      asked.add(id);
      return groups.get(id);
    },
    unasked() {
      for (const [id, at] of places)
        if (!asked.has(id))
          ctx.differs(
            'ignored-by-source',
            { path: at, construct: id },
            'No condition names this saved group.',
            'info',
          );
    },
  };
};

/** One group, and those of the page it stands on, which its condition may name. Read when they are asked for. */
export const groupsBeside = (
  ctx: Context,
  self: { readonly id: string; readonly json: JsonObject; readonly path: string },
  page: Json | undefined,
): Groups => {
  const asked = new Set<string>();
  const groups = new Map<string, Group | undefined>();
  const places = (Array.isArray(page) ? (page as readonly Json[]) : []).map((json, i) => ({
    id: isObject(json) ? own(json, 'id') : undefined,
    json,
    path: `savedGroups[${i}]`,
  }));
  return {
    asked,
    get(id) {
      asked.add(id);
      const found = id === self.id ? self : places.find((place) => place.id === id);
      if (!groups.has(id))
        groups.set(id, (found && groupOf(ctx, found.json, found.path)) ?? undefined);
      return groups.get(id);
    },
  };
};

/** What describes a saved group. */
const DESCRIBES: readonly string[] =
  'id name groupName organization owner ownerEmail description dateCreated dateUpdated projects source'.split(
    ' ',
  );

const groupOf = (ctx: Context, json: Json, path: string): Group | null => {
  if (Array.isArray(json)) return listOf(json as readonly Json[], undefined, true);
  if (!isObject(json)) return null;
  const group = read(ctx, json, path);
  const type = group.get('type');
  const key = group.string('attributeKey');
  const [values, condition] = [group.get('values'), group.get('condition')];
  const isMeantEmpty = group.boolean('useEmptyListGroup') ?? false;
  if (group.get('archived') === true)
    ctx.differs(
      'not-in-force',
      { path: group.pathOf('archived'), construct: 'archived' },
      'This saved group is archived there.',
    );
  group.done('savedGroup', DESCRIBES);
  if (type === 'condition') {
    const inner = parsed(condition);
    return inner === null
      ? null
      : { kind: 'condition', condition: inner, path: `${path}.condition` };
  }
  return type === 'list' && Array.isArray(values)
    ? listOf(values as readonly Json[], key, isMeantEmpty)
    : null;
};

const listOf = (
  values: readonly Json[],
  attributeKey: string | undefined,
  isMeantEmpty: boolean,
): Group | null => {
  const kept = values.filter((value) => typeof value === 'string' || typeof value === 'number');
  return kept.length === values.length
    ? { kind: 'list', attributeKey, values: kept, isMeantEmpty }
    : null;
};

/** A condition, which the REST API writes as text. */
export const parsed = (condition: Json | undefined): JsonObject | null => {
  if (isObject(condition)) return condition;
  if (typeof condition !== 'string') return null;
  if (condition.trim() === '') return {};
  try {
    // Text within what came in is bounded as that was.
    const plain = plainJson(JSON.parse(condition));
    return 'json' in plain && isObject(plain.json) ? plain.json : null;
  } catch {
    return null;
  }
};
