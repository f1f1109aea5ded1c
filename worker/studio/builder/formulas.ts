/** Forms of a part of a formula, and one made of another. */
import { isObject } from './rows.ts';

export const FORMS = [
  ['number', 'a number'],
  ['fact', 'a figure or another fact'],
  ['add', 'a sum'],
  ['subtract', 'a difference'],
  ['multiply', 'a product'],
  ['divide', 'a quotient'],
  ['min', 'the least of these'],
  ['max', 'the greatest of these'],
  ['log1p', 'the logarithm of 1 and this'],
  ['logistic', 'a score between 0 and 1'],
] as const;
export type FormulaForm = (typeof FORMS)[number][0];

/** What stands between the operands of an operation, or before each. */
export const JOINTS: { readonly [form in FormulaForm]?: string } = {
  add: 'plus',
  subtract: 'less',
  multiply: 'times',
  divide: 'divided by',
  min: 'or',
  max: 'or',
};

/** Operations that take just two. */
export const isPair = (form: FormulaForm): boolean => form === 'subtract' || form === 'divide';

/** Null for what is no formula. */
export function formOfFormula(formula: unknown): FormulaForm | null {
  if (typeof formula === 'number') return 'number';
  if (typeof formula === 'string') return 'fact';
  const [key, ...more] = isObject(formula) ? Object.keys(formula) : [];
  if (key === undefined || more.length > 0 || key === 'number' || key === 'fact') return null;
  const form = FORMS.map(([each]) => each).find((each) => each === key);
  const operands = isObject(formula) ? formula[key] : undefined;
  if (form === undefined) return null;
  if (form === 'log1p') return form;
  if (form === 'logistic') return isObject(operands) && isObject(operands['weights']) ? form : null;
  return Array.isArray(operands) ? form : null;
}

/** The parts of an operation; of anything else itself. */
export function operandsOf(formula: unknown): readonly unknown[] {
  const form = formOfFormula(formula);
  if (form === null || !isObject(formula)) return [formula];
  const taken = formula[form];
  if (form === 'logistic' && isObject(taken) && isObject(taken['weights']))
    return Object.keys(taken['weights']);
  return [taken].flat();
}

/** The same in another form, of the same parts as far as it takes them. `fact`: one to begin with. */
export function asForm(formula: unknown, form: FormulaForm, fact: string): unknown {
  const parts = operandsOf(formula);
  const [first = 1, second = 1] = parts;
  switch (form) {
    case 'number':
      return parts.find((part) => typeof part === 'number') ?? 1;
    case 'fact':
      return parts.find((part) => typeof part === 'string') ?? fact;
    case 'log1p':
      return { log1p: first };
    case 'logistic': {
      const facts = parts.filter((part) => typeof part === 'string');
      const weighted = facts.length > 0 ? facts : [fact];
      return {
        logistic: { bias: 0, weights: Object.fromEntries(weighted.map((each) => [each, 1])) },
      };
    }
    case 'subtract':
    case 'divide':
      return { [form]: [first, second] };
    default:
      return { [form]: parts.length > 1 ? parts : [first, second] };
  }
}
