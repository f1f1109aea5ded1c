import type { Phrase } from './types.ts';

/** What is put into a text: numbers as the language writes them. */
export type Values = { readonly [name: string]: string | number };
export type Say = (phrase: Phrase, values?: Values) => string;

/** Makes sentences of a language's phrases. What a phrase does not name is left out. */
export const sayIn = (language: string): Say => {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 6 });
  return (phrase, values = {}) => {
    const text =
      typeof phrase === 'string'
        ? phrase
        : (phrase[rules.select(Number(values['n']))] ?? phrase.other);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name] ?? whole;
      return typeof value === 'number' ? numbers.format(value) : value;
    });
  };
};
