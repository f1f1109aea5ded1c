import type { ExperienceDefinition } from '../definitions/types.ts';
import { type Readers, activateText, readMembers } from './members.ts';
import { type Context, labelOf, labelsOf, titleOf } from './names.ts';
import { type Reading, reading } from './reading.ts';

const EXPERIENCE: Readers<Omit<ExperienceDefinition, 'segments'>> = {
  // In the title.
  name: () => null,
  description: (text, { voice: { words, say, quote } }) =>
    reading(say(words.described, { text: quote(text) })),
  variants: (variants, { voice }) =>
    Object.entries(variants).map(([id, { weight = 1 }]) =>
      reading(
        voice.say(voice.words.variant, {
          name: titleOf(voice, variants, id),
          n: voice.number(weight),
        }),
      ),
    ),
  holdout: (share, { voice: { words, say, percent } }) =>
    share === 0 ? null : reading(say(words.holdout, { percent: percent(share) })),
  start: (day, { voice: { words, say, quote } }) => reading(say(words.start, { day: quote(day) })),
  end: (day, { voice: { words, say, quote } }) => reading(say(words.end, { day: quote(day) })),
  goal: (id, { voice, definitions }) =>
    reading(voice.say(voice.words.goal, { name: labelOf(voice, definitions.segments, id) })),
  count: (is, { voice }) => (is ? reading(voice.words.counted) : null),
  activate: (to, { voice }) => reading(activateText(voice, to)),
};

export const experienceParts = (
  context: Context,
  experience: ExperienceDefinition,
): readonly Reading[] => {
  const { voice, definitions } = context;
  const { words, say } = voice;
  const { segments } = experience;
  const eligible =
    segments === undefined
      ? words.forAll
      : say(words.forMembers, { names: labelsOf(voice, definitions.segments, segments) });
  return [reading(eligible), ...readMembers(EXPERIENCE, experience, context)];
};
