import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTime } from '../../../shared/logs/index.ts';

const forms = { offsetAt: () => 0, option: (name: string) => `--${name}` };
const two = fc.integer({ min: 0, max: 70 }).map((number) => String(number).padStart(2, '0'));
const parts = fc.record({
  year: fc.integer({ min: 1890, max: 2410 }),
  month: fc.oneof(two, fc.constantFrom('02', '12')),
  day: fc.oneof(two, fc.constantFrom('28', '29', '30', '31')),
  hour: two,
  minute: two,
  second: two,
  rest: fc.constantFrom('', '.000', '.007', '.999'),
});

it('the way in which most logs write their times is read as every other way of writing them', () => {
  let instants = 0;
  fc.assert(
    fc.property(parts, ({ year, month, day, hour, minute, second, rest }) => {
      const local = `${year}-${month}-${day}T${hour}:${minute}:${second}${rest}`;
      const plain = readTime(`${local}Z`, forms);
      const other = readTime(`${local}+00:00`, forms);
      expect('time' in plain ? plain : null).toEqual('time' in other ? other : null);
      if ('time' in plain) {
        instants += 1;
        expect(plain.time).toBe(Date.parse(`${local}Z`));
      }
    }),
    { numRuns: 3000 },
  );
  expect(instants).toBeGreaterThan(50);
});
