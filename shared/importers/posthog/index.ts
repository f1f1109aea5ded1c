import { segmentOf } from '../attributes.ts';
import { own, textOf } from '../json.ts';
import { labels } from '../names.ts';
import { othersIn } from '../references.ts';
import { importSegments, type Tool } from '../segments.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { cohortAnswer } from './cohorts.ts';
import { flagAnswer, isFlag } from './flags.ts';

const LISTS = ['results'] as const;

/**
 * A cohort of PostHog as its API gives it (`filters.properties`), or the release conditions of a feature
 * flag (`filters.groups`); or a page of them, in `results`. Never throws.
 */
export const importPostHog = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(json, options, {
    list: LISTS,
    // A flag has its key as a name; its "name" describes it.
    name: (one) => textOf(own(one, isFlag(one) ? 'key' : 'name')) ?? textOf(own(one, 'name')),
    more: (page) => (own(page, 'next') ?? null) !== null,
    general: [
      [
        'identity',
        'persons',
        'PostHog joins devices of one person. Here a visitor is one browser profile on one device.',
      ],
      [
        'history',
        'all time',
        'Here history begins with the first visit after publishing, and events are kept for 13 months at most.',
      ],
    ],
    convert,
  });

const convert: Tool['convert'] = (ctx, json, path, source) => {
  const others = othersIn(source, LISTS, (one) => [own(one, 'id')], json);
  const [name, key, description] = ['name', 'key', 'description'].map((member) =>
    textOf(own(json, member)),
  );
  return isFlag(json)
    ? segmentOf(
        ctx,
        { path, construct: 'flag' },
        flagAnswer(ctx, json, path, others),
        labels(key ?? name, key === undefined ? undefined : name),
      )
    : segmentOf(
        ctx,
        { path, construct: 'cohort' },
        cohortAnswer(ctx, json, path, others),
        labels(name, description),
      );
};
