/** One kind of separator between groups of three, and perhaps the other before decimals. */
const COMMAS = /^[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/;
const POINTS = /^[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$/;
/** `1.234` is one and a bit to some and more than a thousand to others. */
const EITHER = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
const PLAIN = /^[+-]?(?:\d+|\d*[.,]\d+)(?:[eE][+-]?\d+)?$/;
const LONGEST = 40;

/**
 * The number that a text stands for, where there is no doubt which: `"50.00"`, `"49,90"`, `"1,234.50"`, `"1.234,50"`.
 * NaN for all else: `"1.234"`, which may be either, and `"€50"`.
 */
export const numberIn = (text: string): number => {
  const digits = text.length > LONGEST ? '' : text.replace(/^ +| +$/g, '');
  if (COMMAS.test(digits)) return Number(digits.replaceAll(',', ''));
  if (POINTS.test(digits)) return Number(digits.replaceAll('.', '').replace(',', '.'));
  return PLAIN.test(digits) && !EITHER.test(digits) ? Number(digits.replace(',', '.')) : NaN;
};

/** A text as the number it stands for; anything else as it is. */
export const withNumber = (value: unknown): unknown =>
  typeof value === 'string' ? numberIn(value) : value;
