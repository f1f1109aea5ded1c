import type { Definitions } from '../../shared/definitions/types.ts';
import { createDevice, type Subtle } from './device.ts';

const PERIOD_MS = 28 * 864e5;

/**
 * An owner who can link all reports of a device publishes another document in each of thirteen periods, and
 * guesses a fact that stays as it is from all the answers together. Gives the part of right guesses.
 */
export async function guessing(options: {
  readonly devices: number;
  readonly subtle: Subtle;
  readonly random: () => number;
  readonly publish: (random: () => number) => Definitions;
}): Promise<number> {
  const { random } = options;
  let right = 0;
  for (let each = 0; each < options.devices; each++) {
    const truth = random() < 0.5;
    const device = createDevice({ ...options, has: () => truth });
    for (let period = 0; period < 13; period++) {
      device.pass(PERIOD_MS - 120_000);
      await device.visit(options.publish(random), 120_000);
    }
    const yes = device.sent.filter(({ answer }) => answer === 1).length;
    const half = device.sent.length / 2;
    if (yes === half ? random() < 0.5 : yes > half === truth) right += 1;
  }
  return right / options.devices;
}
