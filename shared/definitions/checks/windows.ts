import { MAX_RETENTION_MS, formatDuration, parseDuration } from '../durations.ts';
import type { Duration, Window } from '../types.ts';
import { instantIn } from './instants.ts';
import type { IssuePath, Reporter } from './issues.ts';

export const checkWindow = (
  window: Window,
  path: IssuePath,
  issued: string,
  report: Reporter,
): void => {
  if (typeof window === 'string') {
    if (parseDuration(window) !== null) checkLength(window as Duration, path, report);
  } else if ('sessions' in window) return;
  else if ('first' in window) checkLength(window.first, [...path, 'first'], report);
  else if ('length' in window) {
    checkLength(window.length, [...path, 'length'], report);
    const far = (parseDuration(window.length) ?? 0) + (parseDuration(window.ago) ?? 0);
    if (far > MAX_RETENTION_MS)
      report.error(
        'beyond-retention',
        path,
        `This window reaches ${formatDuration(far)} back; nothing is kept for longer than 395 days.`,
      );
  } else {
    const [from, to] = [instantIn(window.from), instantIn(window.to)];
    for (const key of ['from', 'to'] as const)
      if (Number.isNaN(instantIn(window[key])))
        report.error('bad-window', [...path, key], `"${window[key]}" is no date that exists.`);
    if (to <= from)
      report.error(
        'bad-window',
        path,
        'The window ends before it starts. "to" must be later than "from".',
      );
    else if (to + MAX_RETENTION_MS < Date.parse(issued))
      report.error(
        'beyond-retention',
        path,
        'This window ended more than 395 days before the document was issued: nothing is left of it. Move it, or remove the metric.',
      );
    else if (to - from > MAX_RETENTION_MS)
      report.error(
        'beyond-retention',
        path,
        'This window is longer than the 395 days that anything is kept.',
      );
  }
};

/** A length of time that is neither nothing nor longer than anything is kept. */
export const checkLength = (duration: Duration, path: IssuePath, report: Reporter): void => {
  const ms = parseDuration(duration);
  if (ms === 0)
    report.error(
      'bad-window',
      path,
      'A time of 0 holds no event. Write a longer one, such as "1h".',
    );
  else if (ms === null || ms > MAX_RETENTION_MS)
    report.error(
      'beyond-retention',
      path,
      `Nothing is kept for longer than 395 days (13 months); "${duration}" is longer. Shorten it${ms !== null && String(path.at(-1)) === 'within' ? ', or leave "within" out to count everything there is' : ''}.`,
    );
};
