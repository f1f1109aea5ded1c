import type { Definitions } from '../definitions/types.ts';

/** Parts of the engine that some definitions need, and a page loads before it acts on them. */
export const DEFINITION_PARTS = [
  'details',
  'facts',
  'metrics',
  'sessions',
  'sequence',
  'further',
  'sources',
  'operators',
  'experiences',
] as const;
export type DefinitionPart = (typeof DEFINITION_PARTS)[number];
type Metric = { readonly [member: string]: unknown };

/** Windows that begin anew: what else is a text is a length. */
const PERIOD = /^(session|today|week|month)$/;
/** What only `details` reads, beside metrics: what is kept or drawn. */
const DETAILS = /"(history|experiences|histograms)":/;
/** Facts that are no metric and no segment; what is drawn is a trait. */
const FACTS =
  /"(session|visitor|now|trait|geo|device|source|page|until|since|anniversary)\.|"(traits|experiences|histograms)":/;
/** Members of metrics for which it is not needed, */
const BARE = /^(name|count|within|formula|sequence|span|scope|after|before|orEver)$/;
/** and those for which `metrics` is not needed. */
const PLAIN =
  /^(name|count|sum|since|where|within|after|before|orEver|sequence|span|scope|formula)$/;
const SESSIONS = /"(sessions":\{|formula":)/;
/** Patterns, versions, what asks of lists, saved groups, lists of texts in whatever case, types. */
const OPERATORS = /"\$(v\w+|n?ini|(i|notI)nGroup|type|alli?|size|elemMatch|regexi?)":/;
const SEQUENCE = /"(sequence|after|before)":/;
/** Kinds, and what a metric may have beside; so many sessions are a window. */
const FURTHER = /"(median|percentile|interest|periods|top|by|of|after|before|ago)":|"sessions":\d/;
/** Facts, and properties of a session's first event: where a visit came from, and on what device. */
const SOURCES = /"(source|device)\.|[".](source|medium|campaign|channel|device_type)"/;

/**
 * The parts that definitions need. Rather one too many: a word that only looks like it costs a page some bytes, and
 * nothing that a part is for is missed. Never throws, whatever the document.
 */
export function partsOf(definitions: Definitions): DefinitionPart[] {
  const all = JSON.stringify(definitions) ?? '';
  const metrics = JSON.stringify(definitions?.metrics) ?? '';
  const each = Object.values(Object(definitions?.metrics) as object).map(
    (metric) => Object(metric) as Metric,
  );
  const members = each.flatMap((metric) => Object.keys(metric));
  const needs: Readonly<Record<DefinitionPart, boolean>> = {
    details: DETAILS.test(all) || !each.every(isBare),
    facts: FACTS.test(all) || SOURCES.test(all),
    metrics: /"sessions":/.test(metrics) || !members.every((name) => PLAIN.test(name)),
    sessions: SESSIONS.test(metrics),
    sequence: SEQUENCE.test(metrics),
    further: FURTHER.test(metrics),
    sources: SOURCES.test(all),
    operators: OPERATORS.test(all),
    experiences: /"(experiences|histograms)":/.test(all),
  };
  return DEFINITION_PARTS.filter((part) => needs[part]);
}

/** Made of how many events there were, or in which order, in all or within a length of time; whatever they hold. */
const isBare = (metric: Metric): boolean =>
  typeof metric['within'] !== 'object' &&
  !PERIOD.test(String(metric['within'])) &&
  Object.keys(metric).every((name) => BARE.test(name)) &&
  !/"(where|by)":/.test(JSON.stringify(metric));
