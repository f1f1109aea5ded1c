const dayWith =
  (month: 'long' | 'short') =>
  (iso: string): string =>
    new Date(iso).toLocaleDateString('en-GB', {
      day: 'numeric',
      month,
      year: 'numeric',
      timeZone: 'UTC',
    });

/** "24 January 2027": days of periods and releases are those of UTC, wherever one looks at them. */
export const day = dayWith('long');

/** "24 Jan 2027", where there is little room. */
export const shortDay = dayWith('short');
