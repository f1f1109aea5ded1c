import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  formatDuration,
  parseDuration,
} from '../definitions/durations.ts';
import type { Definitions, MetricDefinition } from '../definitions/types.ts';

/** How values of a metric are said and written. */
export interface Amounts {
  readonly isDuration: boolean;
  /** Whether 0 says that nothing ever happened, as of counts and sums: of a least or a last value it is one like others. */
  readonly zeroIsNone: boolean;
  /** "€180", "30 days", "3" */
  say(value: number): string;
  /** As a condition holds it. */
  write(value: number): number | string;
  /** From a condition, or typed; null where it is no such value. */
  read(text: number | string): number | null;
}

const AMOUNTS = ['sum', 'mean', 'min', 'max', 'median', 'first', 'last'] as const;

/** Kinds that take one of the values there are, or what lies in their middle: without any they are absent. */
const TAKEN = ['mean', 'min', 'max', 'median', 'percentile', 'first', 'last'] as const;

/** The currency of a metric's values, where the definitions name one for them. */
function currencyOf(metric: MetricDefinition, definitions: Definitions): string | null {
  const fields = metric as { readonly [key: string]: unknown };
  const property = AMOUNTS.map((kind) => fields[kind]).find((of) => typeof of === 'string');
  if (typeof property !== 'string' || !/\.(value|price|revenue)$/.test(property)) return null;
  const { where } = fields as { readonly where?: { readonly currency?: unknown } };
  const currency = where?.currency ?? definitions.currency;
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : null;
}

export function amountsOf(id: string, definitions: Definitions): Amounts {
  const metric = definitions.metrics?.[id];
  const isDuration = metric !== undefined && 'since' in metric;
  const zeroIsNone = !isDuration && !TAKEN.some((kind) => metric !== undefined && kind in metric);
  const currency = metric ? currencyOf(metric, definitions) : null;
  const format = new Intl.NumberFormat('en-GB', {
    maximumFractionDigits: 2,
    ...(currency !== null && {
      style: 'currency',
      currency,
      trailingZeroDisplay: 'stripIfInteger',
    }),
  });
  if (isDuration)
    return {
      isDuration,
      zeroIsNone,
      say: timeText,
      write: (ms) => formatDuration(ms),
      read: (text) => parseDuration(text),
    };
  return {
    isDuration,
    zeroIsNone,
    say: (value) => format.format(value),
    write: (value) => Number(value.toPrecision(12)),
    read: (text) => (text === '' || !Number.isFinite(Number(text)) ? null : Number(text)),
  };
}

/** In the unit that says it in one number: days, below them hours, minutes or seconds. */
function timeText(ms: number): string {
  if (ms >= DAY_MS) return daysText(Math.round(ms / DAY_MS));
  const [size, unit] =
    ms >= HOUR_MS
      ? ([HOUR_MS, 'hour'] as const)
      : ms >= MINUTE_MS
        ? ([MINUTE_MS, 'minute'] as const)
        : ([SECOND_MS, 'second'] as const);
  const amount = Math.round((ms / size) * 10) / 10;
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

const daysText = (days: number): string =>
  `${days.toLocaleString('en-GB')} ${days === 1 ? 'day' : 'days'}`;
