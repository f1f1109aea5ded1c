import type { Covey, Purpose } from '../../api.ts';
import type { Heard } from './contract.ts';

/** While a manager asks, it has no answer; but what it lacks that was granted is granted no longer. */
export function withdrawnIn(covey: Covey, heard: Heard): Heard | null {
  const known = covey.consent.get();
  const still = (purpose: Purpose) =>
    heard[purpose] === false && known[purpose] === true ? false : null;
  const [personalisation, measurement] = [still('personalisation'), still('measurement')];
  if (personalisation === null && measurement === null) return null;
  return { ...heard, personalisation, measurement };
}
