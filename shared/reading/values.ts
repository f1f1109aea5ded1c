import { parseDuration } from '../definitions/durations.ts';
import { type Voice, visible } from './voice.ts';

/** As JSON, in one line. */
export const jsonText = (value: unknown): string => visible(JSON.stringify(value) ?? 'null');

/** A value that a fact is compared with. Texts are quoted; numbers, yes and no, and what has a name of its own are not. */
export const valueText = (
  voice: Voice,
  value: unknown,
  { fact = '', isDuration = false }: { readonly fact?: string; readonly isDuration?: boolean } = {},
): string => {
  const { words } = voice;
  if (value === null) return words.nothing;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    if (isDuration && Number.isSafeInteger(value)) return voice.span(value);
    if (fact === 'now.weekday' && isWithin(value, 7)) return voice.weekday(value);
    return fact === 'now.month' && isWithin(value, 12) ? voice.month(value) : voice.number(value);
  }
  if (typeof value !== 'string') return jsonText(value);
  const ms = isDuration ? parseDuration(value) : null;
  if (ms !== null) return voice.span(ms);
  if (fact === 'geo.country' && /^[A-Z]{2}$/.test(value)) return voice.region(value);
  if (fact === 'device.language' && /^[a-z]{2,3}(-[A-Z]{2})?$/.test(value))
    return voice.languageName(value);
  const named: { readonly [value: string]: string } =
    fact === 'device.type' ? words.devices : fact === 'device.viewport' ? words.sizes : {};
  return Object.hasOwn(named, value) ? (named[value] ?? '') : voice.quote(value);
};

const isWithin = (value: number, most: number) =>
  Number.isInteger(value) && value >= 1 && value <= most;
