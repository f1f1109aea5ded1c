/** What a fact can be, to choose from. */
import { COUNTRIES } from '../../../shared/definitions/checks/countries.ts';
import { USUAL } from '../../../shared/definitions/checks/known-values.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { english } from '../../../shared/reading/index.ts';
import { isObject } from './rows.ts';

export interface KnownValues {
  /** Each value as it is written, with its words. */
  readonly values: readonly (readonly [value: string, words: string])[];
  /** There are no others. */
  readonly isAll: boolean;
}

const { words, capital } = english;
const NAMED: { readonly [fact: string]: { readonly [value: string]: string } } = {
  'device.type': words.devices,
  'device.viewport': words.sizes,
};
const upTo = (most: number) => Array.from({ length: most }, (_, at) => at + 1);
const numbered = (most: number, name: (n: number) => string): KnownValues => ({
  values: upTo(most).map((n) => [String(n), name(n)]),
  isAll: true,
});
let sorted: KnownValues['values'] | undefined;
/** Countries by their names. */
export const countries = (): KnownValues['values'] =>
  (sorted ??= [...COUNTRIES]
    .map((code) => [code, english.region(code)] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b, 'en')));

/** Values that the script gives a fact, or that a trait allows; undefined where any may be. */
export function valuesOf(fact: string, definitions: Definitions): KnownValues | undefined {
  if (fact === 'geo.country') return { values: countries(), isAll: true };
  if (fact === 'now.weekday' || fact === 'time.weekday')
    return numbered(7, (day) => capital(english.weekday(day)));
  if (fact === 'now.month') return numbered(12, (month) => capital(english.month(month)));
  const usual = USUAL[fact.startsWith('source.') && fact.endsWith('.channel') ? 'channel' : fact];
  if (usual)
    return {
      values: usual.map((value) => [value, capital(NAMED[fact]?.[value] ?? value)]),
      isAll: Object.hasOwn(NAMED, fact),
    };
  return fact.startsWith('trait.') ? ofTrait(fact.slice('trait.'.length), definitions) : undefined;
}

/** With the words that a survey shows for them. */
function ofTrait(id: string, definitions: Definitions): KnownValues | undefined {
  const trait: unknown = definitions.traits?.[id];
  const values = isObject(trait) ? trait['values'] : undefined;
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const shown = new Map(
    surveysOf(id, definitions).flatMap(({ options }) =>
      (Array.isArray(options) ? (options as readonly unknown[]) : []).flatMap((option) =>
        isObject(option) ? [[String(option['value']), textOf(option['text'])] as const] : [],
      ),
    ),
  );
  return {
    values: values.map((value) => {
      const text = String(value);
      const said = shown.get(text);
      return [text, said === undefined || said === text ? text : `${text} (“${said}”)`];
    }),
    isAll: true,
  };
}

/** The surveys whose answer a trait becomes. */
export const surveysOf = (
  trait: string,
  definitions: Definitions,
): readonly { readonly [key: string]: unknown }[] =>
  Object.values<unknown>(definitions.surveys ?? {})
    .filter(isObject)
    .filter((survey) => survey['trait'] === trait);

/** A text, or the first of its languages. */
export const textOf = (texts: unknown): string => {
  const [text] = isObject(texts) ? Object.values(texts) : [texts];
  return typeof text === 'string' ? text : '';
};
