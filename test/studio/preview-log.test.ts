import { describe, expect, it } from 'vitest';
import { compile } from '../../shared/engine/index.ts';
import { kinds } from '../../shared/metrics/kinds.ts';
import { eventsOf } from '../../worker/studio/preview/log/events-of.ts';
import { createLogBuilder } from '../../worker/studio/preview/log/build-log.ts';
import { definitionsOf } from '../cli/helpers.ts';

describe('events of a log', () => {
  it('look at each column once, however many names and columns a log has', () => {
    const builder = createLogBuilder();
    for (let each = 0; each < 40; each++)
      builder.add('a', { name: `event-${each}`, time: each, props: { [`x${each}`]: each, y: 1 } });
    builder.add('a', { name: 'purchase', time: 40, props: { value: 5, x1: 1 } });
    const log = builder.build();
    let looks = 0;
    const columns = new Proxy(log.columns, {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
        return Reflect.get(target, key) as unknown;
      },
    });
    const plan = compile(
      definitionsOf({
        metrics: { sum: { sum: 'purchase.value' } },
        segments: { rich: { when: { 'metric.sum': { $gte: 5 } } } },
      }),
      kinds,
    );
    const read = eventsOf({ ...log, columns }, plan);
    expect(looks).toBe(log.columns.length);
    const events = [...read(0)];
    expect(events).toHaveLength(41);
    expect(events.flatMap(({ props }) => props ?? [])).toEqual([{ value: 5 }]);
  });
});
