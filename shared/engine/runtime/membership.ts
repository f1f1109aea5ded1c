import type { CompiledSegment } from '../plan/segments.ts';
import type { VisitorState } from '../graph/visitor-state.ts';
import type { Membership } from '../types.ts';
import { and, not } from '../values/values.ts';

/** What is remembered of a segment whose condition is not all there is to it. */
export interface MembershipState {
  /** Its condition held when last looked at. */
  holds: boolean;
  /** When the condition last ceased to hold. */
  heldTo: number | null;
  /** `excludeEver` has held. */
  out: boolean;
}

export const freshMembership = (): MembershipState => ({ holds: false, heldTo: null, out: false });

/** Until when only `keep` holds the visitor in; 0 where it does not. */
export const keptTo = ({ keepMs }: CompiledSegment, { holds, heldTo }: MembershipState): number =>
  holds || heldTo === null ? 0 : heldTo + keepMs;

/**
 * The answer now: what the condition says, or `keep`; unless excluded; unless one before it in a group holds. What it
 * is but for the group is put down in `visitor.beforeGroups`.
 */
export const decide = (
  segment: CompiledSegment,
  visitor: VisitorState,
  membership: MembershipState,
  condition: Membership,
): Membership => {
  const { now, beforeGroups } = visitor;
  let answer = condition;
  if (answer !== true && membership.holds) membership.heldTo = now;
  membership.holds = answer === true;
  if (now < keptTo(segment, membership)) answer = true;
  if (segment.exclude) answer = and(answer, not(segment.exclude.test(visitor)));
  if (segment.excludeEver) {
    const ever = membership.out || segment.excludeEver.test(visitor);
    membership.out = ever === true;
    answer = and(answer, not(ever));
  }
  beforeGroups[segment.index] = answer;
  for (const place of segment.precedence) answer = and(answer, not(beforeGroups[place] ?? null));
  return answer;
};
