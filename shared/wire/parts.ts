import type { Definitions } from '../definitions/types.ts';

/** Parts of the engine that some definitions need, and a page loads before it acts on them. */
export const DEFINITION_PARTS = [
  'metrics',
  'sessions',
  'sequence',
  'sources',
  'operators',
  'experiences',
] as const;
export type DefinitionPart = (typeof DEFINITION_PARTS)[number];

/** Members of metrics for which `metrics` is not needed. */
const PLAIN =
  /^(name|count|sum|since|where|within|after|before|orEver|sequence|span|scope|formula)$/;
const SESSIONS = /"(sessions|formula)":/;
/** Patterns, versions, and what asks of lists. */
const OPERATORS = /"\$(v\w+|alli?|size|elemMatch|regexi?)":/;
const SEQUENCE = /"(sequence|after|before|ago)":/;
/** Facts, and properties of a session's first event: where a visit came from, and on what device. */
const SOURCES = /"(source|device)\.|[".](source|medium|campaign|channel|device_type)"/;

/**
 * The parts that definitions need. Rather one too many: a word that only looks like it costs a page some bytes, and
 * nothing that a part is for is missed. Never throws, whatever the document.
 */
export function partsOf(definitions: Definitions): DefinitionPart[] {
  const all = JSON.stringify(definitions) ?? '';
  const metrics = JSON.stringify(definitions?.metrics) ?? '';
  const members = Object.values(Object(definitions?.metrics) as object).flatMap((metric) =>
    Object.keys(Object(metric) as object),
  );
  const needs: Readonly<Record<DefinitionPart, boolean>> = {
    metrics: /"sessions":/.test(metrics) || !members.every((name) => PLAIN.test(name)),
    sessions: SESSIONS.test(metrics),
    sequence: SEQUENCE.test(metrics),
    sources: SOURCES.test(all),
    operators: OPERATORS.test(all),
    experiences: /"(experiences|histograms)":/.test(all),
  };
  return DEFINITION_PARTS.filter((part) => needs[part]);
}
