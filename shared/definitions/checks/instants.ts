/** Milliseconds since the epoch of an ISO 8601 date; NaN for a day that does not exist, which `Date.parse` moves into the next month. */
export const instantIn = (text: string): number => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) ?? [];
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) > lastDay ? NaN : Date.parse(text);
};
