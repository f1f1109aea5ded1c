import type { Covey, Purpose } from '../../api.ts';
import type { Heard } from './contract.ts';
import { isAnswer, ofEach } from './purposes.ts';

/** While a manager asks, it has no answer; but what it lacks that was granted is granted no longer. */
export function withdrawnIn(covey: Covey, heard: Heard): Heard | null {
  const known = covey.consent.get();
  const still = (purpose: Purpose) =>
    heard[purpose] === false && known[purpose] === true ? false : null;
  const answers = ofEach(still);
  return isAnswer(answers) ? { ...heard, ...answers } : null;
}
