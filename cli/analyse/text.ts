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
  { visitors, events, at, source }: SimulateResult,
  definitions: Definitions,
  { spreads, compared, drifted, tiers, clusters, clustersThen }: Found,
  isDetailed: boolean,
  strong: Strong,
): string {
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
    `${plural(visitors, 'visitor')}, ${plural(events, 'event')}, at ${new Date(at).toISOString()}.`,
    ...(source ? [sourceText(source, strong)] : []),
  ].join('\n\n');
}
