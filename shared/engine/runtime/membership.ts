import type { Member } from '../plan/segments.ts';
import type { Run } from '../graph/visitor-state.ts';
import type { Membership } from '../types.ts';
import { and, not } from '../values/values.ts';

/** What is remembered of one segment. */
export interface Standing {
  /** Since when the answer is what it is. */
  since: number;
  /** Its condition held when last looked at. */
  holds: boolean;
  /** When the condition last ceased to hold. */
  heldTo: number | null;
  /** `excludeEver` has held. */
  out: boolean;
}

export const freshStanding = (since: number): Standing => ({
  since,
  holds: false,
  heldTo: null,
  out: false,
});

/** Until when only `keep` holds the visitor in; 0 where it does not. */
export const keptTo = ({ keepMs }: Member, { holds, heldTo }: Standing): number =>
  holds || heldTo === null ? 0 : heldTo + keepMs;

/** The answer now: the condition, or `keep`; unless excluded; unless one before it in a group holds. */
export const decide = (member: Member, run: Run, standing: Standing): Membership => {
  const { now, own } = run;
  let answer = member.when.test(run);
  if (member.isPlain) return (own[member.place] = answer);
  if (answer !== true && standing.holds) standing.heldTo = now;
  standing.holds = answer === true;
  if (now < keptTo(member, standing)) answer = true;
  if (member.exclude) answer = and(answer, not(member.exclude.test(run)));
  if (member.excludeEver) {
    const ever = standing.out || member.excludeEver.test(run);
    standing.out = ever === true;
    answer = and(answer, not(ever));
  }
  own[member.place] = answer;
  for (const place of member.before) answer = and(answer, not(own[place] ?? null));
  return answer;
};
