import type { GroupDefinition, SegmentDefinition } from '../definitions/types.ts';
import { type Scope, factClauses, ruleOf } from './conditions.ts';
import { factSubject } from './facts.ts';
import { type Readers, activateText, readMembers } from './members.ts';
import { measured } from './metrics.ts';
import { type Context, labelOf, labelsOf, titleOf } from './names.ts';
import { type Reading, reading } from './reading.ts';

/** JSON of a metric that a condition still reads out; a longer one is called by its name, and read below. */
const LONGEST_INLINE = 400;

/** Facts of the visitor. A metric is read out where it is named, if it is short. */
export const visitorScope = (context: Context): Scope => {
  const { voice, definitions } = context;
  const { words, say } = voice;
  const { metrics = {} } = definitions;
  const scope: Scope = { subject: (fact) => factSubject(context, fact) };
  return {
    ...scope,
    clause(fact, operand) {
      const [, space, id = ''] = /^(metric|segment)\.(.*)$/s.exec(fact) ?? [];
      if (space === 'segment' && typeof operand === 'boolean')
        return reading(
          say(operand ? words.inSegment : words.notInSegment, {
            name: labelOf(voice, definitions.segments, id),
          }),
        );
      const metric = space === 'metric' && Object.hasOwn(metrics, id) ? metrics[id] : undefined;
      if (!metric || JSON.stringify(metric).length > LONGEST_INLINE) return null;
      const { noun, compared } = measured(metric, context);
      const natural = compared?.(operand);
      if (natural) return natural;
      const subject = { name: noun.text, isDuration: 'since' in metric };
      const clauses = factClauses(voice, subject, operand);
      const [only, ...more] = clauses;
      const said = only && more.length === 0 ? only : reading(words.all, clauses);
      return reading(said.text, [...(said.parts ?? []), ...(noun.parts ?? [])]);
    },
  };
};

/** A phrase that ends in a rule, with the rule's parts below. */
const withRule = (
  context: Context,
  phrase: 'out' | 'outEver',
  condition: SegmentDefinition['when'],
): Reading => {
  const { voice } = context;
  const { text, parts } = ruleOf(voice, condition, visitorScope(context));
  return reading(voice.say(voice.words[phrase], { rule: text }), parts);
};

const SEGMENT: Readers<Omit<SegmentDefinition, 'when' | 'keep'>> = {
  // In the title.
  name: () => null,
  description: (text, { voice }) =>
    reading(voice.say(voice.words.described, { text: voice.quote(text) })),
  exclude: (condition, context) => withRule(context, 'out', condition),
  excludeEver: (condition, context) => withRule(context, 'outEver', condition),
  shadow: (is, { voice }) => (is ? reading(voice.words.shadow) : null),
  count: (is, { voice }) => (is ? reading(voice.words.counted) : null),
  activate: (to, { voice }) => reading(activateText(voice, to)),
  kind: (kind, { voice: { words, say } }) => reading(say(words.kind, { kind: words.kinds[kind] })),
  stage: (stage, { voice: { words, say } }) =>
    reading(say(words.stage, { stage: words.stages[stage] })),
};

/** Who is in, and how long they stay: one sentence where it is short. */
const ruleAndStay = (context: Context, { when, keep }: SegmentDefinition): readonly Reading[] => {
  const { words, say, duration } = context.voice;
  const rule = ruleOf(context.voice, when, visitorScope(context));
  const span = keep === undefined || keep === 'forever' ? '' : duration(keep);
  if (keep === undefined) return [rule];
  const isEver = keep === 'forever';
  return rule.parts
    ? [rule, reading(say(isEver ? words.keepEver : words.keep, { span }))]
    : [reading(say(isEver ? words.staysEver : words.stays, { rule: rule.text, span }))];
};

export const segmentParts = (context: Context, id: string): readonly Reading[] => {
  const { voice, definitions } = context;
  const { segments, groups = {} } = definitions;
  const segment = Object.hasOwn(segments, id) ? segments[id] : undefined;
  if (!segment) return [];
  const behind = Object.entries(groups).flatMap(([group, { segments: order }]) => {
    const before = order.slice(0, Math.max(0, order.indexOf(id)));
    if (before.length === 0) return [];
    return [
      reading(
        voice.say(voice.words.behind, {
          group: labelOf(voice, groups, group),
          names: labelsOf(voice, segments, before),
        }),
      ),
    ];
  });
  return [
    ...ruleAndStay(context, segment),
    ...behind,
    ...readMembers(SEGMENT, segment, context),
    ...mentionedParts(context),
  ];
};

/** The metrics that were called by their name, and those that these call so. */
export const mentionedParts = (context: Context): readonly Reading[] => {
  const { voice, definitions, mentioned } = context;
  const { metrics = {} } = definitions;
  const parts: Reading[] = [];
  // A set is walked to its end, with what is added on the way.
  for (const id of mentioned) {
    const metric = metrics[id];
    if (!metric) continue;
    const { text, parts: more } = measured(metric, context).noun;
    const name = labelOf(voice, metrics, id);
    parts.push(reading(voice.say(voice.words.where, { name, metric: text }), more));
  }
  return parts;
};

const GROUP: Readers<GroupDefinition> = {
  name: () => null,
  segments: (ids, { voice, definitions }) =>
    reading(
      voice.words.ordered,
      ids.map((id) => reading(titleOf(voice, definitions.segments, id))),
    ),
  count: (is, { voice }) => (is ? reading(voice.words.counted) : null),
};

export const groupParts = (context: Context, group: GroupDefinition): readonly Reading[] =>
  readMembers(GROUP, group, context);
