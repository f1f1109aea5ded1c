import type {
  AnyOrderStep,
  Condition,
  EventStep,
  NotStep,
  SequenceDefinition,
  SequenceStep,
} from '../definitions/types.ts';
import { eventScope, ruleOf } from './conditions.ts';
import { didText } from './events.ts';
import type { Context } from './names.ts';
import { type Reading, reading } from './reading.ts';

/** With what it is cut down to: in brackets where that is short, else as a part. */
export const onlyWhere = (
  { voice }: Context,
  { text, parts = [] }: Reading,
  where: Condition | undefined,
): Reading => {
  if (where === undefined || Object.keys(where).length === 0) return reading(text, parts);
  const { words, say } = voice;
  const rule = ruleOf(voice, where, eventScope(voice));
  return rule.parts
    ? reading(text, [reading(words.onlyThese, [rule]), ...parts])
    : reading(say(words.only, { text, where: rule.text }), parts);
};

/** The steps in their order, and what holds of all of them. */
export const sequenceParts = (
  context: Context,
  { sequence, span, scope, by }: SequenceDefinition,
): readonly Reading[] => {
  const { words, say, duration, quote } = context.voice;
  return [
    ...sequence.map((step, index) => stepReading(context, step, index)),
    ...(span === undefined ? [] : [reading(say(words.span, { span: duration(span) }))]),
    ...(scope === 'session' ? [reading(words.oneVisit)] : []),
    ...(by === undefined ? [] : [reading(say(words.same, { by: quote(by) }))]),
  ];
};

const stepReading = (context: Context, step: SequenceStep, index: number): Reading => {
  if ('not' in step) return notReading(context, step, index);
  if ('anyOrder' in step) return blockReading(context, step, index);
  return following(context, step, index, eventReading(context, step));
};

const eventReading = (context: Context, { event, where, times = 1 }: EventStep): Reading => {
  const { words, say } = context.voice;
  const did = didText(context, event);
  const text = times === 1 ? did : say(words.steps.repeated, { did }, times);
  return onlyWhere(context, { text }, where);
};

const blockReading = (context: Context, step: AnyOrderStep, index: number): Reading =>
  following(
    context,
    step,
    index,
    reading(
      context.voice.words.steps.block,
      step.anyOrder.map((one) => following(context, one, 0, eventReading(context, one))),
    ),
  );

/** With how it follows on the step before. */
const following = (
  { voice }: Context,
  { after, atLeast, atMost }: Pick<EventStep, 'after' | 'atLeast' | 'atMost'>,
  index: number,
  { text: step, parts }: Reading,
): Reading => {
  const { words, say, duration } = voice;
  const { steps } = words;
  let text = step;
  if (after === 'next') text = say(steps.next, { step });
  else if (index > 0) text = say(steps.later, { step });
  if (atLeast !== undefined) text = say(steps.atLeast, { step: text, span: duration(atLeast) });
  if (atMost !== undefined) text = say(steps.atMost, { step: text, span: duration(atMost) });
  return reading(text, parts);
};

const notReading = (
  context: Context,
  { not, where, for: time }: NotStep,
  index: number,
): Reading => {
  const { words, say, duration } = context.voice;
  const { steps } = words;
  const did = didText(context, not);
  const text =
    time === undefined
      ? say(index === 0 ? steps.notBefore : steps.notBetween, { did })
      : say(steps.notFor, { did, span: duration(time) });
  return onlyWhere(context, { text }, where);
};
