import { patternDanger } from '../../shared/definitions/checks/pattern-danger.ts';
import type { Condition, Definitions, Json } from '../../shared/definitions/types.ts';
import { compile, type Plan } from '../../shared/engine/index.ts';
import { detailsKinds } from '../../shared/metrics/details-kinds.ts';
import { factsKinds } from '../../shared/metrics/facts-kinds.ts';
import { operatorsKinds } from '../../shared/metrics/operators-kinds.ts';

/** A trait: at the edge nobody tells any, so what reads it is unknown. */
const UNTOLD = 'trait.untold';
const UNKNOWN: Condition = { [UNTOLD]: true };

export interface Contextual {
  /** Of the segments that were asked for, and of those that they read or yield to. */
  readonly plan: Plan;
  /** Facts that it reads of those that are told. */
  readonly reads: ReadonlySet<string>;
}

/**
 * Definitions as far as a request decides them: the same conditions, in which every fact that is not told is unknown.
 * So is what rests on the past: `keep` may hold a visitor in, and `excludeEver` out. What the engine then says is true
 * or false for whatever visitor sends this request.
 */
export function contextualOf(
  definitions: Definitions,
  asked: readonly string[],
  isTold: (fact: string) => boolean,
): Contextual {
  const reads = new Set<string>();
  const found = new Map<string, Definitions['segments'][string]>();
  const groups = Object.entries(definitions.groups ?? {});
  const ahead = (id: string) =>
    groups.flatMap(([, { segments }]) => segments.slice(0, Math.max(0, segments.indexOf(id))));

  const queue = [...asked];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id) || !Object.hasOwn(definitions.segments, id)) continue;
    const { when, keep, exclude, excludeEver, shadow } = definitions.segments[id] ?? {};
    const cut = (condition: Json | Condition | undefined) =>
      withTold(condition as Json, {
        isTold: (fact) => {
          if (fact.startsWith('segment.')) queue.push(fact.slice(8));
          else if (isTold(fact)) reads.add(fact);
          else return false;
          return true;
        },
      }) as Condition;
    const out = [exclude, excludeEver].filter((one) => one !== undefined).map(cut);
    const isOut = excludeEver === undefined ? out : [...out, UNKNOWN];
    found.set(id, {
      when: keep === undefined ? cut(when) : { $or: [cut(when), UNKNOWN] },
      ...(isOut.length > 0 && { exclude: { $or: isOut } }),
      ...(shadow && { shadow }),
    });
    queue.push(...ahead(id));
  }
  const { covey, site, version, issued, expires, savedGroups } = definitions;
  const contextual: Definitions = {
    covey,
    site,
    version,
    issued,
    expires,
    ...(savedGroups && { savedGroups }),
    traits: { untold: { type: 'boolean' } },
    segments: Object.fromEntries(found),
    groups: Object.fromEntries(
      groups.map(([id, { segments }]) => [
        id,
        { segments: segments.filter((one) => found.has(one)) },
      ]),
    ),
  };
  return { plan: compile(contextual, [...detailsKinds, ...factsKinds, ...operatorsKinds]), reads };
}

interface Walk {
  readonly isTold: (fact: string) => boolean;
}

/** The condition with what is not told, or takes too long to look at, made unknown. */
function withTold(condition: Json, walk: Walk): Json {
  if (!isObject(condition)) return condition;
  const all = (list: Json) =>
    Array.isArray(list) ? list.map((one: Json) => withTold(one, walk)) : list;
  return Object.fromEntries(
    Object.entries(condition).map(([key, operand]): [string, Json] => {
      if (key === '$not') return [key, withTold(operand, walk)];
      if (/^\$(and|or|nor)$/.test(key)) return [key, all(operand)];
      if (key.startsWith('$')) return [key, operand];
      return !hasSlowPattern(operand) && walk.isTold(key) ? [key, operand] : [UNTOLD, true];
    }),
  );
}

/** A pattern that a long address could keep busy: in a Worker no clock runs that would end it. */
function hasSlowPattern(operand: Json): boolean {
  if (Array.isArray(operand)) return operand.some(hasSlowPattern);
  if (!isObject(operand)) return false;
  return Object.entries(operand).some(([key, value]) =>
    typeof value === 'string' && /^\$regexi?$/.test(key)
      ? !isQuick(value, key === '$regexi')
      : hasSlowPattern(value),
  );
}

function isQuick(source: string, ignoreCase: boolean): boolean {
  try {
    void new RegExp(source);
  } catch {
    return false;
  }
  return patternDanger(source, ignoreCase) === 'none';
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
