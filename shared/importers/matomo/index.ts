import type { SegmentDefinition } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import { segmentOf } from '../attributes.ts';
import type { At, Context } from '../context.ts';
import { type EventTest, anyEvent, visitorScope } from '../events.ts';
import { type JsonObject, own, textOf } from '../json.ts';
import { labels } from '../names.ts';
import { read } from '../reading.ts';
import { importSegments } from '../segments.ts';
import { allOf, and, not, or, someOf } from '../tree.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { type Asks, VISIT, conditionAsks } from './conditions.ts';
import { type Written, isSegment, parseSegment } from './parsing.ts';

/**
 * A segment of Matomo: its definition as text (`visitCount>=2;countryCode==de`), what the API gives of it
 * (`SegmentEditor.get`), or a list of them (`SegmentEditor.getAll`). Never throws.
 */
export const importMatomo = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(
    typeof json === 'string' && isSegment(json) ? { definition: json } : json,
    options,
    {
      list: [],
      name: (segment) => textOf(own(segment, 'name')),
      general: [
        [
          'identity',
          'visitors',
          'Matomo joins devices of one user ID. Here a visitor is one browser profile on one device.',
        ],
      ],
      convert,
    },
  );

/** What describes a segment. */
const DESCRIBES: readonly string[] = (
  'idsegment hash login enable_all_users enable_only_idsite auto_archive ts_created ts_last_edit ' +
  'starred starred_by'
).split(' ');

const convert = (ctx: Context, json: JsonObject, path: string): SegmentDefinition | null => {
  const segment = read(ctx, json, path);
  const definition = segment.string('definition');
  const deleted = segment.get('deleted');
  segment.get('name');
  segment.done('segment', DESCRIBES);
  const at = { path: segment.pathOf('definition'), construct: 'segment' };
  if (deleted !== undefined && deleted !== '0' && deleted !== 0 && deleted !== false)
    ctx.differs(
      'not-in-force',
      { path: segment.pathOf('deleted'), construct: 'deleted' },
      'This segment is deleted there.',
    );
  if (definition === undefined || definition.trim() === '')
    return ctx.refuse('invalid', at, 'A segment has a "definition".');
  ctx.differs(
    'hit-scope',
    { ...at, construct: 'visits' },
    'Matomo selects visits. Here a visitor is in while the visit that goes on is one of them; with "keep" they stay for longer.',
  );
  const said = labels(textOf(own(json, 'name')), undefined);
  return segmentOf(ctx, at, segmentAnswer(ctx, at, definition), said);
};

/** What one of the groups that must all hold comes to. */
interface Group {
  readonly answers: readonly Answer[];
  readonly actions: readonly EventTest[];
  readonly orders: readonly EventTest[];
}

/** All groups, of each any condition. Actions are asked together: one action of the visit meets what all groups ask of one. */
const segmentAnswer = (ctx: Context, at: At, definition: string): Answer | null => {
  let n = 0;
  const groups = parseSegment(definition).map((group) =>
    group.map((written) => {
      const asks = asksOf(ctx, at, written);
      if (asks !== null) ctx.mapped(`${at.path}[${n}]`);
      n += 1;
      return asks;
    }),
  );
  if (groups.length === 0) return ctx.refuse('invalid', at, 'Nothing is asked.');
  const found = groups.map((group) => groupOf(ctx, at, group));
  const parts = ['actions', 'orders'] as const;
  const answers: (Answer | null)[] = [];
  const together = { actions: [] as EventTest[], orders: [] as EventTest[] };
  for (const group of found) {
    if (group === null) answers.push(null);
    else {
      const asked = parts.filter((part) => group[part].length > 0);
      const [only] = asked;
      if (only === undefined) answers.push(or(group.answers));
      else if (group.answers.length === 0 && asked.length === 1)
        together[only].push(or(group[only]));
      else {
        // Whether one action meets this beside what other groups ask is more than "any" can say.
        if (
          asked.some((part) => found.some((one) => one !== group && (one?.[part].length ?? 0) > 0))
        )
          return ctx.refuse(
            'too-complex',
            at,
            'Conditions on actions joined by "," with others, beside further conditions on actions. Split the segment.',
          );
        const some = asked.map((part) => anyOf(ctx, at, or(group[part])));
        answers.push(some.includes(null) ? null : someOf([...group.answers, ...some]));
      }
    }
  }
  for (const part of parts)
    if (together[part].length > 0) answers.push(anyOf(ctx, at, and(together[part])));
  return allOf(answers);
};

const anyOf = (ctx: Context, at: At, test: EventTest): Answer | null =>
  anyEvent(ctx, visitorScope(ctx), at, test, VISIT);

const asksOf = (ctx: Context, at: At, written: Written | { readonly text: string }): Asks | null =>
  'name' in written
    ? conditionAsks(ctx, { ...at, construct: written.name }, written)
    : ctx.refuse(
        'invalid',
        { ...at, construct: written.text.slice(0, 60) || 'condition' },
        `"${written.text.slice(0, 60)}" is no condition: a dimension, one of == != < <= > >= =@ !@ =^ =$, and a value.`,
      );

const groupOf = (ctx: Context, at: At, group: readonly (Asks | null)[]): Group | null => {
  const found = group.filter((asks) => asks !== null);
  if (found.length === 0) return null;
  const positive = (of: 'action' | 'order') =>
    found.flatMap((asks) => (asks.of === of && !asks.negated ? [asks.test] : []));
  // Several that must not be are one: no action that is all of them.
  const negative = (of: 'action' | 'order'): readonly (Answer | null)[] => {
    const tests = found.flatMap((asks) => (asks.of === of && asks.negated ? [asks.test] : []));
    if (tests.length === 0) return [];
    const any = anyOf(ctx, at, and(tests));
    return [any === null ? null : not(any)];
  };
  const answers = [
    ...found.flatMap((asks) => (asks.of === 'visit' ? [asks.answer] : [])),
    ...negative('action'),
    ...negative('order'),
  ];
  return {
    answers: answers.filter((answer) => answer !== null),
    actions: positive('action'),
    orders: positive('order'),
  };
};
