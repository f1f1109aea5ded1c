import type { Formula } from '../definitions/types.ts';
import type { Scope } from './conditions.ts';
import type { Voice } from './voice.ts';

/** Arithmetic as one writes it, every operation in brackets of its own: `(“Orders” ÷ (1 + “Visits”))`. */
export const formulaText = (voice: Voice, formula: Formula, scope: Scope): string => {
  const text = (part: Formula) => formulaText(voice, part, scope);
  const fact = (name: string) => `[${scope.subject(name).name}]`;
  const infix = (operator: string, parts: readonly Formula[]) =>
    `${parts.length === 1 ? operator : ''}(${parts.map(text).join(` ${operator} `)})`;
  const call = (name: string, parts: readonly Formula[]) =>
    `${name}(${parts.map(text).join(' | ')})`;
  if (typeof formula === 'number') return voice.number(formula);
  if (typeof formula === 'string') return fact(formula);
  if ('add' in formula) return infix('+', formula.add);
  if ('multiply' in formula) return infix('×', formula.multiply);
  if ('subtract' in formula) return infix('−', formula.subtract);
  if ('divide' in formula) return infix('÷', formula.divide);
  if ('min' in formula) return call('min', formula.min);
  if ('max' in formula) return call('max', formula.max);
  if ('log1p' in formula) return `ln(1 + ${text(formula.log1p)})`;
  const { bias, weights } = formula.logistic;
  const terms = Object.entries(weights).map(
    ([name, weight]) => `${voice.number(weight)} × ${fact(name)}`,
  );
  return `logistic(${[voice.number(bias), ...terms].join(' + ')})`;
};
