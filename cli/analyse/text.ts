import { amountsOf, rfmSegments } from '../../shared/analysis/index.ts';
import type { Definitions } from '../../shared/definitions/types.ts';
import { plural } from '../plural.ts';
import { sourceText, type SimulateResult } from '../simulate/index.ts';
import type { Strong } from '../table.ts';
import type { Found } from './answer.ts';
import { clustersText } from './clusters-text.ts';
import { differencesText, spreadDetail, spreadTable, tiersTable } from './report.ts';

/** For people: all that was asked for, and of what. */
export function analysisText(
  result: SimulateResult,
  other: SimulateResult | undefined,
  definitions: Definitions,
  { spreads, compared, drifted, tiers, clusters, clustersThen }: Found,
  isDetailed: boolean,
  strong: Strong,
): string {
  const { visitors, source } = result;
  const amounts = (id: string) => amountsOf(id, definitions);
  return [
    ...(spreads
      ? [spreads.length > 0 ? spreadTable(spreads, visitors, strong) : 'No metrics.']
      : []),
    ...(spreads && isDetailed ? spreads.map((spread) => spreadDetail(spread, strong)) : []),
    ...(compared ? [differencesText(compared, strong)] : []),
    ...(drifted ? [differencesText(drifted, strong)] : []),
    ...(tiers?.every((one) => one.tiers.length === 0)
      ? ['Nobody has bought anything: there is nothing to cut.']
      : []),
    ...(tiers?.some((one) => one.tiers.length > 0)
      ? [tiersTable(tiers, amounts, strong), JSON.stringify(rfmSegments(tiers, amounts), null, 2)]
      : []),
    ...(clusters ? [clustersText(clusters, definitions, visitors, clustersThen, strong)] : []),
    other === undefined
      ? `${howMuch(result)}.`
      : `First log: ${howMuch(result)}. Other log: ${howMuch(other)}.`,
    ...(source ? [sourceText(source, strong)] : []),
    ...(other?.source ? ['Of the other log:', sourceText(other.source, strong)] : []),
  ].join('\n\n');
}

const howMuch = ({ visitors, events, at }: SimulateResult): string =>
  `${plural(visitors, 'visitor')}, ${plural(events, 'event')}, at ${new Date(at).toISOString()}`;
