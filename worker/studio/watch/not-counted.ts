/** What live definitions have that no question asks about, and why. */
import { countingOf } from '../../../shared/counting/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { askedIn, type Asked } from '../../../shared/experiences/index.ts';
import { listed } from '../../../shared/reading/called.ts';
import { MAX_QUESTIONS } from '../../../shared/wire/index.ts';

export interface NotCounted {
  readonly kind: 'segment' | 'group' | 'experience' | 'histogram';
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

/** Why nothing at all is asked, whatever is marked; null where something may be. */
export function whyNothing(definitions: Definitions): string | null {
  const asked = askedIn(definitions).length;
  if (asked === 0)
    return 'no segment, group or experience has "count": true, and there is no histogram';
  if (countingOf(definitions) === null)
    return 'this ε may not be asked in this period, or the mechanism is not known';
  if (asked > MAX_QUESTIONS)
    return `${asked} questions are marked, and more than ${MAX_QUESTIONS} are not asked`;
  return null;
}

/** In the order of the definitions. */
export function notCounted(definitions: Definitions): readonly NotCounted[] {
  const { segments, groups = {}, experiences = {}, histograms = {} } = definitions;
  const nothing = whyNothing(definitions);
  const asked = nothing === null ? askedIn(definitions) : [];
  const entries = <K extends NotCounted['kind'], T extends { readonly name?: string }>(
    kind: K,
    of: { readonly [id: string]: T },
    why: (id: string, one: T) => string | null,
  ) =>
    Object.entries(of).flatMap(([id, one]) => {
      const found = nothing === null || !isMarked(kind, one) ? why(id, one) : nothing;
      return found === null ? [] : [{ kind, id, name: listed(id, one), why: found }];
    });
  return [
    ...entries('segment', segments, (id) => whySegment(id, definitions, asked)),
    ...entries('group', groups, (_, { count }) => (count ? null : NO_COUNT)),
    ...entries('experience', experiences, (_, { count }) => (count ? null : NO_COUNT)),
    ...entries('histogram', histograms, (id) =>
      asked.some((question) => question.id === id) ? null : 'its bins make no sense',
    ),
  ];
}

/** Together where the reason is the same. */
export function byReason(entries: readonly NotCounted[]): ReadonlyMap<string, NotCounted[]> {
  const found = new Map<string, NotCounted[]>();
  for (const entry of entries) {
    const those = found.get(entry.why);
    if (those) those.push(entry);
    else found.set(entry.why, [entry]);
  }
  return found;
}

const isMarked = (kind: NotCounted['kind'], one: object): boolean =>
  kind === 'histogram' || ('count' in one && one.count === true);

/** Names of the metrics whose values no histogram counts. */
export function metricsNotCounted(definitions: Definitions): readonly string[] {
  const { metrics = {}, histograms = {} } = definitions;
  const counted = new Set(Object.values(histograms).map(({ metric }) => metric));
  return Object.entries(metrics).flatMap(([id, metric]) =>
    counted.has(id) ? [] : [listed(id, metric)],
  );
}

const NO_COUNT = 'no "count": true';

function whySegment(
  id: string,
  { segments, groups = {}, experiences = {} }: Definitions,
  asked: readonly Asked[],
): string | null {
  const { count, shadow, activate } = segments[id] ?? {};
  if (count || asked.some(({ of }) => of.includes(id))) return null;
  const inGroups = Object.keys(groups).filter((group) => groups[group]?.segments.includes(id));
  const uses = Object.entries(experiences).flatMap(([experience, { segments: who, goal }]) => [
    ...(who?.includes(id) ? [`it decides who sees ${experience}`] : []),
    ...(goal === id ? [`it is the goal of ${experience}`] : []),
  ]);
  const isRead = JSON.stringify(segments).includes(`"segment.${id}"`);
  return [
    NO_COUNT,
    ...(inGroups.length > 0 ? [`nor has its group, ${inGroups.join(', ')}`] : []),
    ...(shadow ? ['a shadow: it is decided and shown nowhere'] : []),
    ...(activate ? ['its id is handed on, which counts nothing'] : []),
    ...uses,
    ...(isRead ? ['others read it'] : []),
  ].join('; ');
}
