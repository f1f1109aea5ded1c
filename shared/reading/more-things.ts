import type { HistogramDefinition, TraitDefinition } from '../definitions/types.ts';
import { type Readers, readMembers } from './members.ts';
import { type Context, labelOf } from './names.ts';
import { type Reading, reading } from './reading.ts';
import { valueText } from './values.ts';

const HISTOGRAM: Readers<Omit<HistogramDefinition, 'bins'>> = {
  // In the title.
  name: () => null,
  metric: (id, { voice, definitions }) =>
    reading(voice.say(voice.words.spread, { name: labelOf(voice, definitions.metrics ?? {}, id) })),
  description: (text, { voice: { words, say, quote } }) =>
    reading(say(words.described, { text: quote(text) })),
};

export const histogramParts = (
  context: Context,
  histogram: HistogramDefinition,
): readonly Reading[] => {
  const { voice, definitions } = context;
  const { words, say } = voice;
  const { bins, metric } = histogram;
  const isDuration = 'since' in (definitions.metrics?.[metric] ?? {});
  const text = (bin: number | string) => valueText(voice, bin, { isDuration });
  const texts = bins.map((from, index): Reading => {
    const to = bins[index + 1];
    return reading(
      to === undefined
        ? say(words.fromOn, { from: text(from) })
        : say(words.fromTo, { from: text(from), to: text(to) }),
    );
  });
  const [said, ...more] = readMembers(HISTOGRAM, histogram, context);
  const first = bins[0];
  const below = first === undefined ? [] : [reading(say(words.below, { to: text(first) }))];
  return [reading(said?.text ?? '', [...below, ...texts]), ...more];
};

const TRAIT: Readers<TraitDefinition> = {
  type: (type, { voice: { words } }) => reading(words.types[type]),
  values: (values, { voice }) =>
    reading(
      voice.say(voice.words.values, {
        values: voice.list(
          values.map((value) => valueText(voice, value)),
          'disjunction',
        ),
      }),
    ),
  description: (text, { voice: { words, say, quote } }) =>
    reading(say(words.described, { text: quote(text) })),
  kind: (kind, { voice: { words, say } }) => reading(say(words.kind, { kind: words.kinds[kind] })),
};

export const traitParts = (context: Context, trait: TraitDefinition): readonly Reading[] =>
  readMembers(TRAIT, trait, context);
