import type { Definitions } from '../../shared/definitions/types.ts';
import type { MetricKind } from '../../shared/engine/index.ts';
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
  const { facts, metrics, sequence, further, sources, operators, experiences } = found;
  const kindsIn = (name: DefinitionPart) =>
    (found[name] as { readonly kinds?: readonly MetricKind[] } | undefined)?.kinds ?? [];
  return {
    kinds: [
      ...coreKinds,
      ...names.flatMap(kindsIn),
      ...(further?.furtherKinds(metrics?.folding, sequence?.steps) ?? []),
    ],
    readSources: sources?.readSources ?? null,
    deviceFacts: sources?.deviceFacts ?? null,
    facts,
    experiences,
    operators,
    isWhole,
  };
}
