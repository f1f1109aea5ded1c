import type { Condition, Definitions, SegmentDefinition } from '../../shared/definitions/types.ts';

type Random = () => number;
const whole = (random: Random, below: number) => Math.floor(random() * below);

const KINDS = ['demographic', 'geographic', 'behavioral', 'psychographic'] as const;
const STAGES = ['acquisition', 'onboarding', 'retention'] as const;

function document(parts: Partial<Definitions>): Definitions {
  return {
    covey: 1,
    site: 'hazel.example',
    version: 1,
    issued: '2026-01-01T00:00:00Z',
    expires: '2036-01-01T00:00:00Z',
    segments: {},
    ...parts,
  };
}

/** One question, "bought in the last week", in as many words as an owner can find for it. */
export function reworded(random: Random): Definitions {
  const metric = `m${whole(random, 1e6)}`;
  const [kind, stage] = [KINDS[whole(random, 4)], STAGES[whole(random, 3)]];
  const week = ['7d', '168h', '1w', '10080m'][whole(random, 4)] as '7d';
  let when: Condition = { [`metric.${metric}`]: { $gte: 1 } };
  for (let wraps = whole(random, 4); wraps > 0; wraps--)
    when =
      [{ $and: [when] }, { $or: [when, when] }, { $not: { $not: when } }][whole(random, 3)] ?? when;
  const asked: SegmentDefinition = {
    name: `Name ${random()}`,
    ...(kind && { kind }),
    ...(stage && { stage }),
    when,
    shadow: random() < 0.5,
    count: true,
  };
  return document({
    metrics: { [metric]: { name: `${random()}`, count: ['order', 'purchase'], within: week } },
    segments: { [`s${whole(random, 1e6)}`]: asked },
  });
}

/** The same but for an hour here or there: to whoever reads it a new question each time. */
export function renumbered(random: Random): Definitions {
  return document({
    metrics: { orders: { count: 'purchase', within: `${168 + whole(random, 1e4)}h` } },
    segments: { asked: { when: { 'metric.orders': { $gte: 1 } }, count: true } },
  });
}

/** Anything that may be signed, and some that may not. */
export function anything(random: Random): Definitions {
  const segments = Object.fromEntries(
    Array.from({ length: 1 + whole(random, 4) }, (_, at) => [
      `s${at}`,
      { when: { 'session.number': { $gte: whole(random, 50) } }, count: true },
    ]),
  );
  const epsilon = [0.5, 1, 1.5, 2, 4][whole(random, 5)] as 2;
  const period = (['7d', '28d', '1d'] as const)[whole(random, 3)] as '7d';
  const counting = [{ epsilon, period }, { period }, { epsilon }, {}][whole(random, 4)] ?? {};
  return document({ segments, counting });
}
