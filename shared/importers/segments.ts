import type { Json, SegmentDefinition } from '../definitions/types.ts';
import { type Context, type Part, createContext, createNames } from './context.ts';
import { type JsonObject, isObject, own, plainJson } from './json.ts';
import { checkMap } from './map.ts';
import { isId, segmentId } from './names.ts';
import { DIFFERENCES, type DifferenceCode } from './notes.ts';
import type { ImportNote, ImportOptions, ImportResult } from './types.ts';

/** How a tool writes its segments, and how one of them is read. */
export interface Tool {
  /** Members that hold the list, where the API gives several at once. */
  readonly list: readonly string[];
  /** Whether all of these are read, where several are there; else the first. */
  readonly together?: true;
  /** Whether such a member is a list of segments in this answer, and no part of one segment. */
  readonly isList?: (answer: JsonObject) => boolean;
  readonly name: (segment: JsonObject) => string | undefined;
  /** Whether the list goes on in another answer of the API. */
  readonly more?: (list: JsonObject) => boolean;
  /** What is true of every segment of this tool, and good to know. */
  readonly general: readonly (readonly [
    code: DifferenceCode,
    construct: string,
    message: string,
  ])[];
  /** The segment, or null where nothing of it can be said; every reason is a note. */
  readonly convert: (
    ctx: Context,
    segment: JsonObject,
    path: string,
    source: Json,
  ) => SegmentDefinition | null;
}

/** Reads one segment or a list of them. Never throws. */
export const importSegments = (json: unknown, options: ImportOptions, tool: Tool): ImportResult => {
  const mapIssue = checkMap(options.map);
  if (mapIssue !== null) return { ok: false, issues: [mapIssue] };
  if (options.id !== undefined && !isId(options.id))
    return {
      ok: false,
      issues: [
        {
          code: 'bad-id',
          path: '',
          message: `"${options.id}" cannot be an id: letters, digits, "-" and "_", at most 64.`,
        },
      ],
    };
  const plain = plainJson(json);
  if ('issue' in plain) return { ok: false, issues: [plain.issue] };
  const found = segmentsIn(plain.json, tool);
  if (found === null)
    return {
      ok: false,
      issues: [
        {
          code: 'not-readable',
          path: '',
          message: `Expected one object, or a list of them${tool.list.length > 0 ? ` in "${tool.list.join('" or "')}"` : ''}, as the tool's own API gives it.`,
        },
      ],
    };
  const names = createNames();
  const named = found.segments.map(({ segment, path }) => {
    const wanted =
      found.segments.length === 1 && options.id !== undefined
        ? options.id
        : segmentId(tool.name(segment) ?? 'imported');
    let id = wanted;
    for (let n = 2; names.segments.has(id); n += 1) id = `${wanted}-${n}`;
    names.segments.set(id, id);
    return { id, segment, path };
  });
  const parts = named.map(({ id, segment, path }) => {
    const ctx = createContext(id, path, options, names);
    return ctx.finish(tool.convert(ctx, segment, path, plain.json));
  });
  return merged(parts, found.notes, tool);
};

interface Found {
  readonly segments: readonly { segment: JsonObject; path: string }[];
  /** What is said of the list that they stood in. */
  readonly notes: readonly ImportNote[];
}

const segmentsIn = (json: Json, tool: Tool): Found | null => {
  if (Array.isArray(json)) return found(objectsOf(json as readonly Json[], ''), []);
  if (!isObject(json)) return null;
  const lists = tool.isList?.(json) === false ? [] : tool.list.filter((key) => isListIn(json, key));
  const keys = tool.together ? lists : lists.slice(0, 1);
  if (keys.length === 0) return { segments: [{ segment: json, path: '' }], notes: [] };
  const parts = keys.map((key) => listIn(own(json, key), key));
  return parts.includes(null)
    ? null
    : found(
        parts.flatMap((part) => part ?? []),
        listNotes(json, keys, tool),
      );
};

const isListIn = (json: JsonObject, key: string): boolean => {
  const inner = own(json, key);
  return Array.isArray(inner) || (isObject(inner) && Object.values(inner).every(isObject));
};

const listIn = (inner: Json | undefined, key: string): Found['segments'] | null => {
  if (Array.isArray(inner)) return objectsOf(inner as readonly Json[], key);
  return Object.entries(isObject(inner) ? inner : {}).map(([id, segment]) => ({
    segment: segment as JsonObject,
    path: `${key}.${id}`,
  }));
};

const found = (segments: Found['segments'] | null, notes: Found['notes']): Found | null =>
  segments === null || segments.length === 0 ? null : { segments, notes };

const note = (code: 'more-pages' | 'not-carried', construct: string): ImportNote => ({
  code,
  severity: code === 'more-pages' ? 'warning' : 'info',
  path: '',
  construct,
  message: DIFFERENCES[code],
});

/** What stands beside a list of segments, and whether it goes on elsewhere. */
const listNotes = (
  json: JsonObject,
  keys: readonly string[],
  { more }: Tool,
): readonly ImportNote[] => {
  const others = Object.keys(json).filter((name) => !keys.includes(name) && json[name] !== null);
  return [
    ...(more?.(json) === true ? [note('more-pages', keys.join(', '))] : []),
    ...(others.length > 0 ? [note('not-carried', others.toSorted().join(', '))] : []),
  ];
};

const objectsOf = (
  items: readonly Json[],
  path: string,
): readonly { segment: JsonObject; path: string }[] | null =>
  items.length > 0 && items.every(isObject)
    ? items.map((segment, i) => ({ segment: segment as JsonObject, path: `${path}[${i}]` }))
    : null;

const merged = (
  parts: readonly Part[],
  listed: readonly ImportNote[],
  { general }: Tool,
): ImportResult => {
  const all = parts.map(({ definitions }) => definitions);
  const traits = Object.assign({}, ...all.map((part) => part.traits));
  const savedGroups = Object.assign({}, ...all.map((part) => part.savedGroups));
  return {
    ok: true,
    definitions: {
      ...(Object.keys(traits).length > 0 && { traits }),
      ...(Object.keys(savedGroups).length > 0 && { savedGroups }),
      metrics: Object.assign({}, ...all.map((part) => part.metrics)),
      segments: Object.assign({}, ...all.map((part) => part.segments)),
    },
    notes: [
      ...listed,
      ...parts.flatMap(({ notes }) => notes),
      ...general.map(([code, construct, message]): ImportNote => ({
        code,
        severity: 'info',
        path: '',
        construct,
        message,
      })),
    ],
    mapped: parts.flatMap(({ mapped }) => mapped),
  };
};
