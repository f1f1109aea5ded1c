import type { SegmentDefinition } from '../../definitions/types.ts';
import { type Answer, answerCondition } from '../answers.ts';
import type { Context } from '../context.ts';
import { type JsonObject, isObject, own, textOf } from '../json.ts';
import { labels } from '../names.ts';
import { read } from '../reading.ts';
import { importSegments } from '../segments.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { groupsAnswer } from './groups.ts';
import { selectorAnswer, unasked } from './selectors.ts';

/**
 * A Mixpanel cohort as its API gives it (`/api/app/projects/ID/cohorts/ID`): `selector` with
 * `behaviors`, or `groups`; or a list of cohorts, also in `results`. Never throws.
 */
export const importMixpanel = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(json, options, {
    list: ['results', 'cohorts'],
    name: (cohort) => textOf(own(cohort, 'name')),
    general: [
      [
        'identity',
        'users',
        'Mixpanel joins devices of one distinct ID. Here a visitor is one browser profile on one device.',
      ],
      [
        'history',
        'all time',
        'Here history begins with the first visit after publishing, and events are kept for 13 months at most.',
      ],
    ],
    convert,
  });

const convert = (ctx: Context, json: JsonObject, path: string): SegmentDefinition | null => {
  const described = read(ctx, json, path);
  const answer = cohortAnswer(ctx, json, path);
  if (answer === null) return null;
  if (answer === false)
    return ctx.refuse('invalid', { path, construct: 'cohort' }, 'Nobody can be in this cohort.');
  return {
    ...labels(described.string('name'), described.string('description')),
    when: answerCondition(answer),
  };
};

/** What is read of a cohort; its other members describe it. */
const READ: readonly string[] = 'name description selector behaviors groups data_group_id'.split(
  ' ',
);

/** A saved cohort, or one that another carries in it. */
const cohortAnswer = (ctx: Context, json: JsonObject, path: string): Answer | null => {
  const at = { path, construct: 'cohort' };
  const cohort = read(ctx, json, path);
  if (cohort.get('data_group_id') !== undefined)
    return ctx.refuse(
      'unsupported',
      { path: cohort.pathOf('data_group_id'), construct: 'data_group_id' },
      'A cohort of groups such as companies: Covey knows visitors only.',
    );
  for (const key of Object.keys(json))
    if (!READ.includes(key) && json[key] !== null) ctx.notCarried(key);
  const selector = cohort.get('selector');
  const groups = cohort.objects('groups') ?? [];
  if (selector !== undefined && selector !== '' && !isObject(selector))
    return ctx.refuse(
      typeof selector === 'string' ? 'unsupported' : 'invalid',
      { path: cohort.pathOf('selector'), construct: 'selector' },
      'A selector that is no tree. Save the cohort again in the cohort builder, which writes it as one.',
    );
  const isTree = isObject(selector) && Object.keys(selector).length > 0;
  if (isTree) {
    if (groups.length > 0)
      ctx.differs(
        'two-forms',
        at,
        'The cohort is there both as "selector" and as "groups". The selector is read, as Mixpanel does.',
        'info',
      );
    const asked = new Set<string>();
    const node = read(ctx, selector, cohort.pathOf('selector'));
    const answer = selectorAnswer(ctx, { cohort, asked }, node);
    unasked(ctx, cohort, asked);
    return answer;
  }
  unasked(ctx, cohort, new Set());
  return groups.length > 0
    ? groupsAnswer(ctx, groups, at, (inner, there) => cohortAnswer(ctx, inner, there))
    : ctx.refuse(
        'unsupported',
        at,
        'A cohort without "selector" and "groups": a list of users, made from a file or a report.',
      );
};
