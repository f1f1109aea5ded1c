import type { SurveyDefinition, SurveyRules, SurveyWords, Texts } from '../definitions/types.ts';
import { type Readers, readMembers, textsText } from './members.ts';
import { type Context, labelsOf } from './names.ts';
import { type Reading, reading } from './reading.ts';
import { valueText } from './values.ts';
import type { Voice } from './voice.ts';

type Labelled = 'low' | 'high' | 'asks';
const labelled =
  (phrase: Labelled) =>
  (texts: Texts, { voice }: Context) =>
    reading(voice.say(voice.words[phrase], { text: textsText(voice, texts) }));
const onCard =
  (key: keyof SurveyWords) =>
  (texts: Texts, { voice }: Context) =>
    reading(voice.say(voice.words.card[key], { text: textsText(voice, texts) }));

const RULES: Readers<SurveyRules> = {
  segments: (ids, { voice, definitions }) =>
    reading(
      voice.say(voice.words.forMembers, { names: labelsOf(voice, definitions.segments, ids) }),
    ),
  every: (time, { voice: { words, say, duration } }) =>
    reading(say(words.every, { span: duration(time) })),
  cap: (most, { voice: { words, say } }) => reading(say(words.cap, {}, most)),
  place: (place, { voice }) => reading(voice.words.places[place]),
};

const CARD: Readers<SurveyWords> = {
  send: onCard('send'),
  close: onCard('close'),
  note: onCard('note'),
  thanks: onCard('thanks'),
  up: onCard('up'),
  down: onCard('down'),
};

const SURVEY: Readers<Omit<SurveyDefinition, 'steps' | 'type'>> = {
  question: labelled('asks'),
  trait: (id, { voice: { words, say, quote } }) => reading(say(words.becomes, { name: quote(id) })),
  options: (options, { voice }) =>
    reading(
      voice.words.options,
      options.map(({ value, text }) =>
        reading(
          voice.say(voice.words.option, {
            value: valueText(voice, value),
            text: textsText(voice, text),
          }),
        ),
      ),
    ),
  low: labelled('low'),
  high: labelled('high'),
  show: (rules, context) => readMembers(RULES, { cap: 3, place: 'corner', ...rules }, context),
  words: (texts, context) => readMembers(CARD, texts, context),
};

const answerText = ({ words, say, number }: Voice, { type, steps }: SurveyDefinition): string =>
  say(words.answers[type], { n: number(steps ?? 5) });

export const surveyParts = (context: Context, survey: SurveyDefinition): readonly Reading[] => {
  const { voice } = context;
  const { words, say, number } = voice;
  const { type, steps } = survey;
  const parts = readMembers(SURVEY, survey, context);
  return [
    ...parts.slice(0, 2),
    reading(answerText(voice, survey)),
    // A scale says it itself; of another type it has no effect, and is there to be read.
    ...(steps === undefined || type === 'scale'
      ? []
      : [reading(say(words.scaleSteps, { n: number(steps) }))]),
    ...parts.slice(2),
  ];
};
