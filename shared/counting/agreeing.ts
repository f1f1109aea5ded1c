// Parts of a share that come of several question sets, held against each other before they are put together.
import { estimateTogether } from './combine.ts';
import { JUMP_SIGMAS, sigmasApart } from './gates.ts';
import type { Asking, Sample } from './repeats.ts';

interface Part {
  readonly sample: Sample;
  readonly isOwn: boolean;
}

/**
 * Without the parts of other question sets that contradict the rest. A set that nobody is asked any more has no honest
 * reports that forged ones would have to outweigh, and often no period before: by itself it looks in order. The rest is
 * what the own set says, where it says anything; else all others, and the part that is furthest from them goes first.
 */
export function agreeing<P extends Part>(parts: readonly P[], asking: Asking): readonly P[] {
  const own = parts.filter(({ isOwn }) => isOwn);
  const samplesOf = (these: readonly P[]) => these.map(({ sample }) => sample);
  if (own.length > 0)
    return parts.filter(
      ({ isOwn, sample }) => isOwn || !contradict([sample], samplesOf(own), asking),
    );
  const rated = parts.map((part) => {
    const rest = samplesOf(parts.filter((other) => other !== part));
    return { part, far: rest.length > 0 ? distance([part.sample], rest, asking) : 0 };
  });
  const [furthest] = rated.toSorted((a, b) => b.far - a.far);
  return furthest && furthest.far > JUMP_SIGMAS
    ? agreeing(
        parts.filter((part) => part !== furthest.part),
        asking,
      )
    : parts;
}

/** How far apart two shares are, in standard errors of their difference. */
const distance = (one: readonly Sample[], other: readonly Sample[], asking: Asking): number =>
  sigmasApart(estimateTogether(one, asking), estimateTogether(other, asking));

/** Whether two shares are further apart than chance and a usual change explain. */
export const contradict = (...between: Parameters<typeof distance>): boolean =>
  distance(...between) > JUMP_SIGMAS;
