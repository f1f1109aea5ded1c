// Random visitors: what they did, and what is known of them.
import fc from 'fast-check';
import type { CoveyEvent, HostFacts } from '../../../shared/engine/index.ts';
import { DAY, HOUR, MINUTE, START } from './run.ts';
import type { World } from './tools-meaning.ts';

/** No distance is a limit that a source asks about, to the millisecond. */
const GAPS = [MINUTE, 20 * MINUTE, 45 * MINUTE, 5 * HOUR, 25 * HOUR, 6.5 * DAY, 31.1 * DAY];
const props = fc.record(
  {
    kind: fc.constantFrom('/a', 'b', 'null', 'xb'),
    score: fc.integer({ min: 0, max: 4 }),
    value: fc.integer({ min: 0, max: 4 }),
    colour: fc.constantFrom('red', 'l', 'Germany'),
    shape: fc.constantFrom('red', 'l', 'other'),
    amount: fc.integer({ min: 0, max: 4 }),
    plan: fc.constantFrom('x', 'xl', 'L'),
    items: fc.array(fc.record({ size: fc.constantFrom('/a', 'b') }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
export const worlds: fc.Arbitrary<World> = fc
  .record({
    events: fc.array(
      fc.tuple(
        fc.constantFrom('login', 'purchase', 'view_item', 'sign_up'),
        fc.constantFrom(...GAPS),
        props,
      ),
      { minLength: 1, maxLength: 6 },
    ),
    later: fc.constantFrom(1, ...GAPS),
    geo: fc.constantFrom({ country: 'DE', city: 'x' }, { country: 'FR', city: 'mobile' }),
    device: fc.constantFrom({ type: 'mobile' }, { type: 'desktop' }),
    medium: fc.constantFrom('x', 'mobile'),
    trait: fc.constantFrom<{ [id: string]: string | number }>(
      { plan: 'x', tier: 'L', born: '2026-10-31' },
      { plan: 'mobile', amount: 3, born: '2026-09-01' },
      { born: '2027-03-01' },
    ),
  })
  .map(({ events, later, geo, device, medium, trait }): World => {
    let time = START;
    const log = events.map(([name, gap, given]): CoveyEvent => {
      time += gap;
      return { name, time, props: given };
    });
    const facts: Required<HostFacts> = {
      geo,
      device,
      trait,
      page: {},
      source: { 'session.medium': medium, 'last.campaign': medium },
    };
    return { log, facts, now: time + later };
  });
