/** What a survey's answers need of the trait that they become, and a survey of another type. */
import type { SurveyDefinition, TraitDefinition } from '../../../shared/definitions/types.ts';
import type { Edit, Path } from '../draft/index.ts';
import { isObject } from './rows.ts';

export const SURVEY_TYPES: readonly (readonly [SurveyDefinition['type'], string])[] = [
  ['choice', 'by choosing one of several'],
  ['scale', 'on a scale'],
  ['nps', 'with a number from 0 to 10'],
  ['order', 'by putting several in order'],
];

type Survey = { readonly [key: string]: unknown };
export const hasOptions = (type: unknown): boolean => type === 'choice' || type === 'order';
export const optionsOf = ({ options }: Survey): readonly unknown[] =>
  Array.isArray(options) ? options : [];

export const FRESH_OPTIONS = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

const upTo = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);

/** A trait that takes every answer, and no other. */
export function traitFor(survey: Survey): Pick<TraitDefinition, 'type' | 'values'> {
  const values = optionsOf(survey).map((option) =>
    isObject(option) ? option['value'] : undefined,
  );
  const isAll = (type: string) => values.length > 0 && values.every((one) => typeof one === type);
  const steps = typeof survey['steps'] === 'number' ? survey['steps'] : 5;
  switch (survey['type']) {
    case 'scale':
      return { type: 'number', values: upTo(1, steps) };
    case 'nps':
      return { type: 'number', values: upTo(0, 10) };
    case 'order':
      return { type: 'string[]', values: values.map(String) };
    default:
      if (isAll('boolean')) return { type: 'boolean' };
      return isAll('number')
        ? { type: 'number', values: values as readonly number[] }
        : { type: 'string', values: values.map(String) };
  }
}

/** Whether a trait takes every answer of a survey. */
export function takesAll(trait: unknown, survey: Survey): boolean {
  if (!isObject(trait)) return false;
  const { type, values } = traitFor(survey);
  const allowed = trait['values'];
  return (
    trait['type'] === type &&
    (allowed === undefined ||
      (Array.isArray(allowed) && (values ?? []).every((value) => allowed.includes(value))))
  );
}

/** Edits of a trait so that it takes every answer; what it allows beyond that stays, where it is of the same type. */
export function traitEdits(id: string, trait: unknown, survey: Survey): readonly Edit[] {
  const { type, values } = traitFor(survey);
  const path: Path = ['traits', id];
  if (!isObject(trait)) return [{ path, value: { type, ...(values && { values }) } }];
  const before = trait['values'];
  if (trait['type'] !== type)
    return [
      { path: [...path, 'type'], value: type },
      { path: [...path, 'values'], value: values },
    ];
  if (!Array.isArray(before) || !values) return [];
  return values
    .filter((value) => !before.includes(value))
    .map((value) => ({ path: [...path, 'values', -1], value }));
}

/** Edits that make a survey one of another type: what that has no use for goes, and what it needs comes. */
export function typeEdits(
  path: Path,
  survey: Survey,
  type: SurveyDefinition['type'],
): readonly Edit[] {
  const gone = [
    ...(hasOptions(type) ? ['steps', 'low', 'high'] : ['options']),
    ...(type === 'scale' ? [] : ['steps']),
  ].filter((key, at, all) => survey[key] !== undefined && all.indexOf(key) === at);
  const needsOptions = hasOptions(type) && optionsOf(survey).length < 2;
  return [
    { path: [...path, 'type'], value: type },
    ...gone.map((key) => ({ path: [...path, key], value: undefined })),
    ...(needsOptions ? [{ path: [...path, 'options'], value: FRESH_OPTIONS }] : []),
  ];
}

/** Keeps what a trait allows in step with an option: one that becomes another, or (`before` undefined) comes. */
export function allowedEdits(
  id: unknown,
  trait: unknown,
  before: unknown,
  after: unknown,
): readonly Edit[] {
  const values = isObject(trait) ? trait['values'] : undefined;
  if (typeof id !== 'string' || !Array.isArray(values) || values.includes(after)) return [];
  const at = before === undefined ? -1 : values.indexOf(before);
  return before !== undefined && at < 0
    ? []
    : [{ path: ['traits', id, 'values', at], value: after }];
}
