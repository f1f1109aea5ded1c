import type { Definitions } from '../definitions/types.ts';

type Metric = { readonly [member: string]: unknown };

/** Windows that begin anew: what else is a text is a length. */
const PERIOD = /^(session|today|week|month)$/;
/** Members of metrics for which `details` is not needed, */
const BARE = /^(name|count|within|formula|sequence|span|scope|after|before|orEver)$/;
/** and those for which, beside these, `metrics` is not. */
const PLAIN = /^(sum|since|where)$/;

/** A document that has one of these words needs the part. */
const WORDS = {
  // Beside what metrics are: what is kept or drawn.
  details: /"(history|experiences|histograms)":/,
  // Facts that are no metric and no segment; what is drawn is a trait.
  facts:
    /"(session|visitor|now|trait|geo|device|source|page|until|since|anniversary)\.|"(traits|experiences|histograms)":/,
  metrics: /"sessions":/,
  sessions: /"(sessions":\{|formula":)/,
  sequence: /"(sequence|after|before)":/,
  // Kinds, what a metric may have beside, a window of so many sessions, and dates.
  further:
    /"((median|percentile|interest|periods|top|by|of|after|before|ago)":|sessions":\d|(until|since|anniversary)\.)/,
  // Facts, and properties of a session's first event: where a visit came from, and on what device.
  sources: /"(source|device)\.|[".](source|medium|campaign|channel|device_type)"/,
  // Patterns, versions, what asks of lists, saved groups, lists of texts in whatever case, types.
  operators: /"\$(v\w+|n?ini|(i|notI)nGroup|type|alli?|size|elemMatch|regexi?)":/,
  experiences: /"(experiences|histograms)":/,
};

/** Parts of the engine that some definitions need, and a page loads before it acts on them. */
export type DefinitionPart = keyof typeof WORDS;
export const DEFINITION_PARTS = /* @__PURE__ */ Object.keys(WORDS) as DefinitionPart[];

/**
 * The parts that definitions need. Rather one too many: a word that only looks like it costs a page some bytes, and
 * nothing that a part is for is missed. Never throws, whatever the document.
 */
export function partsOf(definitions: Definitions): DefinitionPart[] {
  const all = JSON.stringify(definitions) ?? '';
  const metrics = Object.values(Object(definitions?.metrics) as object).map(
    (metric) => Object(metric) as Metric,
  );
  const isPlain = (metric: Metric) =>
    Object.keys(metric).every((name) => BARE.test(name) || PLAIN.test(name));
  const isMore: { readonly [part: string]: boolean } = {
    details: !metrics.every(isBare),
    facts: WORDS.sources.test(all),
    metrics: !metrics.every(isPlain),
  };
  return DEFINITION_PARTS.filter((part) => isMore[part] || WORDS[part].test(all));
}

/** Made of how many events there were, or in which order, in all or within a length of time; whatever they hold. */
const isBare = (metric: Metric): boolean =>
  typeof metric['within'] !== 'object' &&
  !PERIOD.test(String(metric['within'])) &&
  Object.keys(metric).every((name) => BARE.test(name)) &&
  !/"(where|by)":/.test(JSON.stringify(metric));
