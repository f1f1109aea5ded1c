// Google's Core Web Vitals, as its own library measures them.
import { type MetricType, onCLS, onINP, onLCP } from 'web-vitals';
import type { Covey } from '../../api.ts';
import { start } from './start.ts';

/**
 * `LCP` and `INP` in milliseconds, `CLS` without a unit, as events by these names: when the page is hidden or left, or
 * what they measure is over. `value` is what was added since it was last told, `metric_value` what it has come to,
 * `metric_rating` `good`, `needs-improvement` or `poor`. Browsers that cannot measure one do not tell it. Gives what ends
 * it.
 */
export const captureWebVitals = (covey: Covey): (() => void) =>
  start(covey, 'web-vitals', ({ track, safely }) => {
    const tell = safely(({ name, value, delta, rating }: MetricType) =>
      track(name, { value: delta, metric_value: value, metric_rating: rating }),
    );
    onLCP(tell);
    onINP(tell);
    onCLS(tell);
  });
