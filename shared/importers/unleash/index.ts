import { ofAttributes, segmentOf } from '../attributes.ts';
import { type JsonObject, own, textOf } from '../json.ts';
import { labels } from '../names.ts';
import { read } from '../reading.ts';
import { othersIn } from '../references.ts';
import { importSegments, type Tool } from '../segments.ts';
import type { ImportOptions, ImportResult } from '../types.ts';
import { featureAnswer, segmentAnswer, strategyAnswer } from './strategies.ts';

const LISTS = ['features', 'segments'] as const;

/**
 * A segment of Unleash, a strategy with its constraints, a feature with its strategies, or what a client is
 * given of them: `{ features, segments }`. Never throws.
 */
export const importUnleash = (json: unknown, options: ImportOptions = {}): ImportResult =>
  importSegments(json, options, {
    list: LISTS,
    together: true,
    // The segments of a strategy are numbers of others.
    isList: (answer) => !isStrategy(answer) && !isFeature(answer),
    name: (one) => textOf(own(one, 'title')) ?? textOf(own(one, 'name')),
    general: ofAttributes('Unleash', 'fields', 'contexts'),
    convert,
  });

const isFeature = (json: JsonObject): boolean => Array.isArray(own(json, 'strategies'));
const isStrategy = (json: JsonObject): boolean =>
  ['parameters', 'strategyName'].some((key) => Object.hasOwn(json, key));

const convert: Tool['convert'] = (ctx, json, path, source) => {
  const others = othersIn(source, ['segments'], (one) => [own(one, 'id')]);
  const said = labels(
    textOf(own(json, 'title')) ?? textOf(own(json, 'name')),
    textOf(own(json, 'description')),
  );
  if (isFeature(json))
    return segmentOf(
      ctx,
      { path, construct: 'feature' },
      featureAnswer(ctx, json, path, others),
      said,
    );
  if (isStrategy(json))
    return segmentOf(
      ctx,
      { path, construct: 'strategy' },
      strategyAnswer(ctx, read(ctx, json, path), others),
      said,
    );
  if (!Array.isArray(own(json, 'constraints')))
    return ctx.refuse(
      'invalid',
      { path, construct: 'constraints' },
      'A segment has "constraints", a strategy "parameters" and a feature "strategies".',
    );
  return segmentOf(ctx, { path, construct: 'segment' }, segmentAnswer(ctx, json, path), said);
};
