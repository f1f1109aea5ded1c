import { DAY_MS } from '../../../../shared/definitions/durations.ts';
import { createSpan } from '../../../../shared/logs/index.ts';
import { createLogBuilder } from '../log/build-log.ts';
import { generate } from './generated.ts';
import type { Taken } from './read-log.ts';

/** The generated log as if it had been read; it ends with the day before. */
export function takeGenerated(now: number): Taken {
  const builder = createLogBuilder();
  const span = createSpan();
  generate(Math.floor(now / DAY_MS) * DAY_MS, (visitor, event) => {
    span.add(event.time, 0);
    builder.add(visitor, event);
  });
  return {
    log: builder.build(),
    headings: { names: [], areAll: false },
    events: span.count(),
    first: span.first(),
    at: span.last() + 1,
    later: 0,
    bad: 0,
    badRows: [],
    local: 0,
    notes: [],
  };
}
