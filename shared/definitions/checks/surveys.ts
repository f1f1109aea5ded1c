/** Questions to the visitor: whether each can be asked, and answered with what its trait takes. */
import { DAY_MS, parseDuration } from '../durations.ts';
import type { Definitions, SurveyDefinition, Texts, TraitDefinition } from '../types.ts';
import type { IssuePath, Reporter } from './issues.ts';
import { didYouMean } from './suggest.ts';
import { checkLength } from './windows.ts';

export const checkSurveys = (definitions: Definitions, report: Reporter): void => {
  for (const [id, survey] of Object.entries(definitions.surveys ?? {})) {
    const path = ['surveys', id];
    checkShow(survey, path, definitions, report);
    checkOptions(survey, path, report);
    const { traits = {} } = definitions;
    const trait = Object.hasOwn(traits, survey.trait) ? traits[survey.trait] : undefined;
    if (trait !== undefined) checkAnswers(survey, trait, path, report);
    else
      report.error(
        'unknown-trait',
        [...path, 'trait'],
        `There is no trait "${survey.trait}".${didYouMean(survey.trait, Object.keys(traits)) || ' Declare it under "traits".'}`,
      );
    checkLanguages(survey, path, report);
  }
  if (definitions.children && Object.keys(definitions.surveys ?? {}).length > 0)
    report.warn(
      'children-site',
      ['surveys'],
      'On a site for children no question is asked. Remove them.',
      'key',
    );
};

/** The texts with where they stand. */
export const wordings = (
  texts: Texts,
  path: IssuePath,
): readonly { readonly text: string; readonly path: IssuePath }[] =>
  typeof texts === 'string'
    ? [{ text: texts, path }]
    : Object.entries(texts).map(([language, text]) => ({ text, path: [...path, language] }));

const checkShow = (
  { show }: SurveyDefinition,
  path: IssuePath,
  { segments }: Definitions,
  report: Reporter,
): void => {
  show.segments.forEach((id, i) => {
    const at = [...path, 'show', 'segments', i];
    if (!Object.hasOwn(segments, id))
      report.error(
        'unknown-segment',
        at,
        `There is no segment "${id}".${didYouMean(id, Object.keys(segments)) || ' Define it under "segments"; with "shadow": true it is for the question alone.'}`,
      );
    else if (show.segments.indexOf(id) < i)
      report.warn('meaningless', at, `"${id}" stands there already. Remove one.`);
  });
  if (show.every === undefined) return;
  const at = [...path, 'show', 'every'];
  checkLength(show.every, at, report);
  if ((parseDuration(show.every) ?? DAY_MS) < DAY_MS)
    report.error(
      'bad-survey',
      at,
      'A visitor is asked one question a day at most: write "1d" or more.',
    );
};

const hasOptions = ({ type }: SurveyDefinition): boolean => type === 'choice' || type === 'order';

/** What belongs to another type of question, and what is missing. */
const checkOptions = (survey: SurveyDefinition, path: IssuePath, report: Reporter): void => {
  const { type, options = [], steps } = survey;
  if (hasOptions(survey) && options.length < 2)
    report.error(
      'bad-survey',
      path,
      `A question of type "${type}" needs two "options" or more, to choose from.`,
    );
  const before = new Set<unknown>();
  options.forEach(({ value }, i) => {
    if (before.has(value))
      report.error(
        'bad-survey',
        [...path, 'options', i, 'value'],
        `Two options are ${JSON.stringify(value)}. Remove one, or give it a value of its own.`,
      );
    before.add(value);
  });
  const needless = {
    options: !hasOptions(survey) && survey.options !== undefined,
    steps: type !== 'scale' && steps !== undefined,
    low: hasOptions(survey) && survey.low !== undefined,
    high: hasOptions(survey) && survey.high !== undefined,
  };
  for (const [key, isNeedless] of Object.entries(needless))
    if (isNeedless)
      report.warn(
        'meaningless',
        [...path, key],
        `A question of type "${type}" has no "${key}". Remove it.`,
        'key',
      );
};

/** Types of traits that hold the answers. */
const HOLDS: { readonly [type in SurveyDefinition['type']]: readonly TraitDefinition['type'][] } = {
  choice: ['string', 'number', 'boolean'],
  scale: ['number'],
  nps: ['number'],
  order: ['string[]'],
};

const checkAnswers = (
  survey: SurveyDefinition,
  trait: TraitDefinition,
  path: IssuePath,
  report: Reporter,
): void => {
  const { type, steps = 5, options = [] } = survey;
  if (!HOLDS[type].includes(trait.type))
    return report.error(
      'type-mismatch',
      [...path, 'trait'],
      `Answers to a question of type "${type}" fit into a trait of type ${HOLDS[type].map((each) => `"${each}"`).join(', ')}; "${survey.trait}" is of type "${trait.type}".`,
    );
  const wanted = trait.type === 'string[]' ? 'string' : trait.type;
  if (hasOptions(survey))
    options.forEach(({ value }, i) => {
      const at = [...path, 'options', i, 'value'];
      if (typeof value !== wanted)
        report.error(
          'type-mismatch',
          at,
          `${JSON.stringify(value)} is no ${wanted}, and the trait "${survey.trait}" is of type "${trait.type}".`,
        );
      else if (trait.values?.includes(value as string | number) === false)
        report.error(
          'unknown-value',
          at,
          `The trait "${survey.trait}" does not allow ${JSON.stringify(value)}.${didYouMean(String(value), trait.values.map(String)) || ' Add it to its "values".'}`,
        );
    });
  const numbers =
    type === 'scale' ? range(1, steps) : type === 'nps' ? range(0, 10) : ([] as readonly number[]);
  const missing = numbers.filter((value) => trait.values?.includes(value) === false);
  if (missing.length > 0)
    report.error(
      'unknown-value',
      [...path, 'trait'],
      `The trait "${survey.trait}" does not allow ${missing.join(', ')}, which may be answered. Add it to its "values", or list none.`,
    );
};

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

const WORDS = ['send', 'close', 'note', 'thanks'] as const;
const OF_ORDER = ['up', 'down'] as const;

/** Whoever is asked in their language reads all of the card in it. */
const checkLanguages = (survey: SurveyDefinition, path: IssuePath, report: Reporter): void => {
  const { question, options = [], low, high, words = {} } = survey;
  const languages = typeof question === 'string' ? [] : Object.keys(question);
  const texts: (readonly [texts: Texts | undefined, path: IssuePath])[] = [
    [question, [...path, 'question']],
    ...options.map(({ text }, i) => [text, [...path, 'options', i, 'text']] as const),
    [low, [...path, 'low']],
    [high, [...path, 'high']],
    ...Object.entries(words).map(([name, each]) => [each, [...path, 'words', name]] as const),
  ];
  for (const [each, at] of texts) {
    if (each === undefined || typeof each === 'string') continue;
    if (Object.keys(each).length === 0)
      report.error('bad-survey', at, 'There is no text in any language. Write one.');
    const missing = languages.filter((language) => !Object.hasOwn(each, language));
    if (missing.length > 0)
      report.warn(
        'survey-language',
        at,
        `The question is asked in ${missing.join(', ')}, and this text is not in ${missing.length > 1 ? 'these' : 'it'}. Add it.`,
      );
  }
  const needed = survey.type === 'order' ? [...WORDS, ...OF_ORDER] : WORDS;
  const english = needed.filter((name) => words[name] === undefined);
  const others = languages.filter((language) => !/^en(-|$)/.test(language));
  if (others.length > 0 && english.length > 0)
    report.warn(
      'survey-language',
      [...path, 'words'],
      `The question is asked in ${others.join(', ')}, and ${english.join(', ')} would be English. Write ${english.length > 1 ? 'them' : 'it'} under "words".`,
    );
};
