const UNITS: { readonly [unit: string]: string } = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
};

/** "30d" as "30 days"; null where it is no duration. */
export function durationText(value: string): string | null {
  const [, amount, unit = ''] = /^(\d+)([smhdw])$/.exec(value) ?? [];
  return amount === undefined ? null : `${amount} ${UNITS[unit]}${amount === '1' ? '' : 's'}`;
}
