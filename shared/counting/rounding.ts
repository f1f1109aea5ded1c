/** To a tenth of the standard error's first digit. */
export function roundingFor(standardError: number): (value: number) => number {
  const digits = Math.min(15, 1 - Math.floor(Math.log10(standardError)));
  return (value) => Number(value.toFixed(digits));
}
