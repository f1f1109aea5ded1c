import type { Json, SegmentDefinition } from '../../definitions/types.ts';
import { type Answer, answerCondition } from '../answers.ts';
import type { Context } from '../context.ts';
import { visitorScope } from '../events.ts';
import { type JsonObject, isObject, own, textOf } from '../json.ts';
import { labels } from '../names.ts';
import { type Reader, read } from '../reading.ts';
import { importSegments } from '../segments.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { answerOf } from './nodes.ts';

/**
 * An Adobe Analytics segment as the 2.0 API gives it (`GET /segments/ID?expansion=definition`), its
 * definition alone, or a list of segments as `{ "content": […] }`. Never throws.
 */
export const importAdobe = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(json, options, {
    list: ['content'],
    more: (list) => own(list, 'lastPage') === false,
    name: (segment) => textOf(own(segment, 'name')),
    general: [
      [
        'identity',
        'visitors',
        'Adobe Analytics may join devices of one person. Here a visitor is one browser profile on one device.',
      ],
      [
        'history',
        'date range',
        'A segment is applied to the date range of a report. Here history begins with the first visit after publishing, and events are kept for 13 months at most.',
      ],
      [
        'case',
        'streq',
        'Adobe Analytics merges values that differ in capital letters alone. "Equals" compares them as written here.',
      ],
    ],
    convert,
  });

const convert = (ctx: Context, json: JsonObject, path: string): SegmentDefinition | null => {
  const given = own(json, 'definition');
  const inner = typeof given === 'string' ? null : given;
  const [object, at] = isObject(inner)
    ? [inner, path === '' ? 'definition' : `${path}.definition`]
    : [json, path];
  const definition = read(ctx, object, at);
  const container = definition.object('container');
  const func = definition.string('func');
  const version = definition.get('version');
  if (object !== json) {
    definition.done('segment');
    envelope(ctx, json);
  } else definition.done('segment', ['name', 'description', 'id', 'rsid']);
  const place = { path: at, construct: 'segment' };
  if (func !== 'segment' || !container)
    return ctx.refuse('invalid', place, 'A definition is { "func": "segment", "container": … }.');
  if (version !== undefined && !isKnown(version))
    return ctx.refuse(
      'unsupported',
      { path: definition.pathOf('version'), construct: 'version' },
      `Version ${JSON.stringify(version).slice(0, 40)} of the segment language. Known is [1, 0, 0].`,
    );
  const context = container.string('context');
  const answer = answerOf(ctx, visitorScope(ctx), container);
  if (answer === null) return null;
  if (context === 'hits' || context === 'visits')
    ctx.differs(
      'hit-scope',
      { path: container.path, construct: `container ${context}` },
      `Adobe Analytics selects ${context}; Covey selects the visitors who have at least one of them.`,
    );
  return said(ctx, read(ctx, json, path), answer);
};

/** What stands beside the definition says nothing about who is in, and Adobe may add to it at any time. */
const envelope = (ctx: Context, json: JsonObject): void => {
  for (const key of Object.keys(json)) {
    if (['name', 'description', 'definition'].includes(key) || json[key] === null) continue;
    ctx.notCarried(key);
  }
};

/** Three numbers, of which the first says whether the language is the same. */
const isKnown = (version: Json): boolean =>
  Array.isArray(version) &&
  version.length > 0 &&
  version.every((part) => typeof part === 'number') &&
  Number(version[0]) <= 1;

const said = (ctx: Context, described: Reader, answer: Answer): SegmentDefinition | null =>
  answer === false
    ? ctx.refuse('invalid', { path: '', construct: 'segment' }, 'Nobody can meet this segment.')
    : {
        ...labels(described.string('name'), described.string('description')),
        when: answerCondition(answer),
      };
