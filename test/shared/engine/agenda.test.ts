import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimerQueue, roomFor } from '../../../shared/engine/runtime/timer-queue.ts';

test(`whoever is due first comes first (COVEY_SEED=${process.env['COVEY_SEED']})`, () => {
  const size = 20;
  const never = Array<number>(roomFor(size)).fill(Infinity);
  const act = fc.oneof(
    { weight: 3, arbitrary: fc.record({ place: fc.nat({ max: size - 1 }), time: fc.nat(30) }) },
    { weight: 2, arbitrary: fc.constant('pop' as const) },
    { weight: 1, arbitrary: fc.constant({ place: 0, time: Infinity }) },
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 120, size: 'max' }), (acts) => {
      const timers = new TimerQueue(never);
      const due = new Map<number, number>();
      for (const one of acts) {
        if (one !== 'pop') {
          timers.schedule(one.place, one.time);
          if (one.time < (due.get(one.place) ?? Infinity)) due.set(one.place, one.time);
        } else if (due.size > 0) {
          const place = timers.pop();
          expect(due.get(place)).toBe(Math.min(...due.values()));
          due.delete(place);
        }
        expect(timers.first).toBe(Math.min(Infinity, ...due.values()));
        expect(timers.dueTimes.slice(0, size)).toEqual(
          Array.from({ length: size }, (_, place) => due.get(place) ?? Infinity),
        );
      }
    }),
    { numRuns: 2000 },
  );
});
