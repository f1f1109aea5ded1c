import type { Definitions } from '../../shared/definitions/types.ts';
import { coreKinds } from '../../shared/metrics/core-kinds.ts';
import { type DefinitionPart, partsOf } from '../../shared/wire/index.ts';
import type { Code } from '../ingest/index.ts';
import type { PartLoader, Parts } from './parts.ts';

/** What definitions need but for a program, loaded side by side. What cannot be had is missing from it. */
export async function codeFor(
  definitions: Definitions,
  { begin, load }: Pick<PartLoader, 'begin' | 'load'>,
): Promise<Omit<Code, 'program'>> {
  const names = partsOf(definitions);
  begin(names);
  const found: { -readonly [name in DefinitionPart]?: Parts[name] } = {};
  let isWhole = true;
  const take = async <N extends DefinitionPart>(name: N) => {
    found[name] = await load(name);
  };
  await Promise.all(names.map((name) => take(name).catch(() => (isWhole = false))));
  const { details, facts, metrics, sessions, sequence, further, sources, operators, experiences } =
    found;
  return {
    kinds: [
      ...coreKinds,
      ...(details?.detailsKinds ?? []),
      ...(facts?.factsKinds ?? []),
      ...(metrics?.metricsKinds ?? []),
      ...(sessions?.sessionsKinds ?? []),
      ...(sequence?.sequenceKinds ?? []),
      ...(further?.furtherKinds(metrics?.folding, sequence?.steps) ?? []),
      ...(operators?.operatorsKinds ?? []),
    ],
    readSources: sources?.readSources ?? null,
    deviceFacts: sources?.deviceFacts ?? null,
    facts,
    experiences,
    isWhole,
  };
}
