import type { Json } from '../definitions/types.ts';
import type { Answer } from './answers.ts';
import type { At, Context } from './context.ts';
import { type JsonObject, isObject, own } from './json.ts';
import { leaf } from './tree.ts';

/** The segments of the same input, and those that are being read. */
export interface Others {
  readonly find: (id: string) => { readonly json: JsonObject; readonly path: string } | undefined;
  readonly within: readonly string[];
  /** How many more may be written out: each that asks for two makes twice as much. */
  readonly left: { count: number };
}

const MOST_WRITTEN_OUT = 50;

/** What stands in these members of the input, or in the list that it is. `namesOf` gives what one is called by others. */
export const othersIn = (
  source: Json,
  members: readonly string[],
  namesOf: (segment: JsonObject) => readonly (Json | undefined)[],
  self?: JsonObject,
): Others => {
  const places = Array.isArray(source)
    ? placesIn(source, '')
    : isObject(source)
      ? members.flatMap((member) => placesIn(own(source, member), member))
      : [];
  const find: Others['find'] = (id) =>
    places.find(({ json, key }) => key === id || namesOf(json).some((name) => isName(name, id)));
  return {
    find,
    within: self === undefined ? [] : namesOf(self).flatMap((name) => texts(name)),
    left: { count: MOST_WRITTEN_OUT },
  };
};

const texts = (name: Json | undefined): readonly string[] =>
  typeof name === 'string' || typeof name === 'number' ? [String(name)] : [];
const isName = (name: Json | undefined, id: string): boolean => texts(name).includes(id);

const placesIn = (
  list: Json | undefined,
  path: string,
): readonly { readonly json: JsonObject; readonly path: string; readonly key?: string }[] => {
  if (Array.isArray(list))
    return (list as readonly Json[]).flatMap((json, i) =>
      isObject(json) ? [{ json, path: `${path}[${i}]` }] : [],
    );
  return isObject(list)
    ? Object.entries(list).flatMap(([key, json]) =>
        isObject(json) ? [{ json, path: `${path}.${key}`, key }] : [],
      )
    : [];
};

/** Another segment: as mapped to one of these definitions, or written out from where it stands in the input. */
export const otherSegment = (
  ctx: Context,
  at: At,
  others: Others,
  id: string,
  readSegment: (json: JsonObject, path: string, others: Others) => Answer | null,
): Answer | null => {
  const segments = ctx.map.segments ?? {};
  const mapped = Object.hasOwn(segments, id) ? segments[id] : undefined;
  if (mapped !== undefined) return leaf({ fact: { [`segment.${mapped}`]: true } });
  if (others.within.includes(id)) return ctx.refuse('invalid', at, `"${id}" is about itself.`);
  const found = others.find(id);
  if (found === undefined)
    return ctx.refuse(
      'unmapped-name',
      at,
      `"${id}" stands elsewhere. Put it into the same list, or import it and map it: "segments": { "${id}": "its-id-here" }.`,
    );
  if (others.left.count <= 0)
    return ctx.refuse(
      'too-complex',
      at,
      `Others are asked for more than ${MOST_WRITTEN_OUT} times. Import them, and map them: "segments": { "${id}": "its-id-here" }.`,
    );
  others.left.count -= 1;
  return readSegment(found.json, found.path, { ...others, within: [...others.within, id] });
};
