// A metric by itself, and as a condition has it. Each kind has its words; one without them does not compile.
import type { Kind } from '../metrics/specs.ts';
import { parseDuration } from '../definitions/durations.ts';
import type { MetricDefinition, MetricOf, MetricOptions } from '../definitions/types.ts';
import { asNumber, amountText, comparisonsOf, timesText } from './compared.ts';
import { type Scope, ruleOf } from './conditions.ts';
import { didText, windowText } from './events.ts';
import { factSubject } from './facts.ts';
import { formulaText } from './formulas.ts';
import { type Context, labelOf } from './names.ts';
import { type Reading, reading } from './reading.ts';
import { onlyWhere, sequenceParts } from './steps.ts';
import { jsonText, valueText } from './values.ts';

/** A metric in words. */
export interface Measured {
  /** As a noun phrase, with what it is cut down to. */
  readonly noun: Reading;
  /** As what the visitor did, compared with an operand; null where noun and predicate say it. */
  readonly compared?: (operand: unknown) => Reading | null;
}
/** `facts` are those that formulas read: of one visit its own metrics come first. */
type Readers = {
  readonly [K in Kind]: (metric: MetricOf<K>, context: Context, facts: Scope) => Measured;
};

const factsOf = (context: Context): Scope => ({ subject: (fact) => factSubject(context, fact) });

export const measured = (
  metric: MetricDefinition,
  context: Context,
  facts: Scope = factsOf(context),
): Measured => {
  const kind = (Object.keys(READERS) as Kind[]).find((one) => Object.hasOwn(metric, one));
  if (kind === undefined) return { noun: reading(jsonText(metric)) };
  const read = READERS[kind] as (
    metric: MetricDefinition,
    context: Context,
    facts: Scope,
  ) => Measured;
  return read(metric, context, facts);
};

/** What cuts a metric of events down, after what it is. */
const bounded = (
  context: Context,
  said: Reading,
  { where, after, orEver, before }: Pick<MetricOptions, 'where' | 'after' | 'orEver' | 'before'>,
): Reading => {
  const { words } = context.voice;
  const { text, parts = [] } = onlyWhere(context, said, where);
  return reading(text, [
    ...parts,
    ...(after === undefined
      ? []
      : [reading(orEver ? words.afterOrEver : words.after, sequenceParts(context, after))]),
    ...(before === undefined ? [] : [reading(words.before, sequenceParts(context, before))]),
  ]);
};

const atDot = (selector: string): readonly [event: string, property: string] => {
  const dot = selector.indexOf('.');
  return [selector.slice(0, dot), selector.slice(dot + 1)];
};

type Words = Context['voice']['words'];
type OfProperty = keyof Words['metrics'] &
  (
    'sum' | 'mean' | 'min' | 'max' | 'median' | 'percentile' | 'distinct' | 'first' | 'last' | 'top'
  );

/** A kind that gathers the values of a property. */
const ofProperty = (
  phrase: OfProperty,
  selector: string,
  options: MetricOptions,
  context: Context,
  p = '',
): Measured => {
  const { words, say, quote } = context.voice;
  const [event, property] = atDot(selector);
  const text = say(words.metrics[phrase], {
    property: quote(property),
    did: didText(context, event),
    window: windowText(context, options.within),
    p,
  });
  return { noun: bounded(context, { text }, options) };
};

const READERS: Readers = {
  count(metric, context) {
    const { voice } = context;
    const { words, say, quote } = voice;
    const { count, by, within } = metric;
    const did = didText(context, count);
    const window = windowText(context, within);
    const noun = (text: string) => bounded(context, { text }, metric);
    if (by !== undefined)
      return { noun: noun(say(words.metrics.countBy, { did, window, by: quote(by) })) };
    return {
      noun: noun(say(words.metrics.count, { did, window })),
      compared(operand) {
        const comparisons = comparisonsOf(operand, asNumber);
        if (!comparisons) return null;
        if (operand !== 0)
          return noun(say(words.didTimes, { did, window, times: timesText(voice, comparisons) }));
        const none: { readonly [event: string]: string } = words.didNothing;
        const [event = '', ...more] = [count].flat();
        return noun(
          more.length === 0 && Object.hasOwn(none, event)
            ? say(words.didNone, { nothing: none[event] ?? '', window })
            : say(words.didNever, { did, window }),
        );
      },
    };
  },
  sum: (metric, context) => ofProperty('sum', metric.sum, metric, context),
  mean: (metric, context) => ofProperty('mean', metric.mean, metric, context),
  min: (metric, context) => ofProperty('min', metric.min, metric, context),
  max: (metric, context) => ofProperty('max', metric.max, metric, context),
  median: (metric, context) => ofProperty('median', metric.median, metric, context),
  percentile: (metric, context) =>
    ofProperty('percentile', metric.percentile, metric, context, context.voice.number(metric.p)),
  distinct(metric, context) {
    const { voice } = context;
    const phrases: { readonly [selector: string]: Words['differing']['view_item.item_id'] } =
      voice.words.differing;
    const phrase = Object.hasOwn(phrases, metric.distinct) ? phrases[metric.distinct] : undefined;
    return {
      ...ofProperty('distinct', metric.distinct, metric, context),
      compared(operand) {
        const comparisons = phrase ? comparisonsOf(operand, asNumber) : null;
        if (!phrase || !comparisons) return null;
        const [amount, n] = amountText(voice, comparisons);
        const text = voice.say(phrase, { amount, window: windowText(context, metric.within) }, n);
        return bounded(context, { text }, metric);
      },
    };
  },
  first: (metric, context) => ofProperty('first', metric.first, metric, context),
  last: (metric, context) => ofProperty('last', metric.last, metric, context),
  top: (metric, context) => ofProperty('top', metric.top, metric, context),
  since(metric, context) {
    const { voice } = context;
    const { words, say } = voice;
    const { since, of = 'last', within } = metric;
    const did = didText(context, since);
    const noun = (text: string) =>
      bounded(
        context,
        {
          text:
            within === undefined
              ? text
              : say(words.onlyWindow, { text, window: windowText(context, within) }),
        },
        metric,
      );
    return {
      noun: noun(say(of === 'last' ? words.metrics.since : words.metrics.sinceFirst, { did })),
      compared(operand) {
        const comparisons = comparisonsOf(operand, (value) =>
          Number.isSafeInteger(value) ? Number(value) : parseDuration(value),
        );
        const isBounded = comparisons?.some(({ by }) => by === '$lt' || by === '$lte');
        const phrases = isBounded ? { ...words.ago, ...words.agoAtLeast } : words.ago;
        const ago = comparisons?.map(({ by, n }) =>
          by === 'value' || by === '$eq' || by === '$ne'
            ? null
            : say(phrases[by], { span: voice.span(n) }),
        );
        if (!ago?.every((one) => one !== null)) return null;
        const text = say(of === 'last' ? words.didLast : words.didFirst, {
          did,
          ago: voice.list(ago, 'conjunction'),
        });
        return noun(text);
      },
    };
  },
  periods(metric, context) {
    const { words, say } = context.voice;
    const { periods, unit, atLeast = 1, streak, within } = metric;
    const once = didText(context, periods);
    const did = atLeast === 1 ? once : say(words.didRepeatedly, { did: once }, atLeast);
    const run = ({ longest: 'Longest', current: 'Current' } as const)[streak ?? 'longest'];
    const phrase = streak === undefined ? unit : (`${unit}${run}` as const);
    const text = say(words.metrics[phrase], { did, window: windowText(context, within) });
    return { noun: bounded(context, { text }, metric) };
  },
  sequence(metric, context) {
    const { voice } = context;
    const { words, say } = voice;
    const window = windowText(context, metric.within);
    const parts = sequenceParts(context, metric);
    const noun = (text: string) => bounded(context, { text, parts }, metric);
    return {
      noun: noun(say(words.metrics.sequence, { window })),
      compared(operand) {
        const comparisons = comparisonsOf(operand, asNumber);
        return (
          comparisons &&
          noun(say(words.completed, { window, times: timesText(voice, comparisons) }))
        );
      },
    };
  },
  sessions(metric, context, facts) {
    const { voice } = context;
    const { words, say } = voice;
    const { sessions, each = {}, within } = metric;
    const inVisit: Scope = {
      subject(fact) {
        const id = fact.startsWith('metric.') ? fact.slice('metric.'.length) : '';
        if (!Object.hasOwn(each, id)) return facts.subject(fact);
        return {
          name: say(words.visitMetric, { name: labelOf(voice, each, id) }),
          isDuration: 'since' in (each[id] ?? {}),
        };
      },
    };
    const window = windowText(context, within);
    const rule = ruleOf(voice, sessions, inVisit);
    const parts = [
      rule,
      ...Object.entries(each).map(([id, one]) => {
        const { text, parts: more } = measured(one, context, inVisit).noun;
        return reading(say(words.each, { name: labelOf(voice, each, id), metric: text }), more);
      }),
    ];
    const noun = (text: string) => bounded(context, { text, parts }, metric);
    return {
      noun: noun(say(words.metrics.sessions, { window })),
      compared(operand) {
        const comparisons = comparisonsOf(operand, asNumber);
        if (!comparisons) return null;
        const [amount, n] = amountText(voice, comparisons);
        return noun(say(words.visited, { amount, window }, n));
      },
    };
  },
  interest(metric, context) {
    const { words, say, quote, duration } = context.voice;
    const { interest, halfLife, value, within } = metric;
    const [event, property] = atDot(interest);
    const text = say(value === undefined ? words.metrics.interest : words.metrics.interestIn, {
      property: quote(property),
      did: didText(context, event),
      window: windowText(context, within),
      halfLife: duration(halfLife),
      value: valueText(context.voice, value ?? ''),
    });
    return { noun: bounded(context, { text }, metric) };
  },
  formula: ({ formula }, { voice }, facts) => ({
    noun: reading(
      voice.say(voice.words.metrics.formula, { formula: formulaText(voice, formula, facts) }),
    ),
  }),
};
