/** To a tenth of the standard error's first digit, and to whole numbers at most. */
export function roundingFor(standardError: number): (value: number) => number {
  const digits = Math.max(0, Math.min(15, 1 - Math.floor(Math.log10(standardError))));
  return (value) => Number(value.toFixed(digits));
}
