import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Found } from '../answer.ts';
import type { Differences } from '../differences.ts';
import { clusterPanels } from './clusters.ts';
import { histogramPanel } from './histogram.ts';
import { legendPanel, pairPanel } from './pair.ts';
import { picture } from './picture.ts';
import { tiersPanel } from './tiers.ts';

/** All that was found of visitors, as one picture. */
export function analysisSvg(
  { spreads = [], compared, drifted, tiers = [], clusters }: Found,
  definitions: Definitions,
): string {
  const pairs = (found: Differences | undefined) =>
    found ? [legendPanel(found), ...found.metrics.map((one) => pairPanel(one, found.groups))] : [];
  return picture('What the visitors of a log show', [
    ...spreads.map(histogramPanel),
    ...pairs(compared),
    ...pairs(drifted),
    ...tiers.map((one) => tiersPanel(one, definitions)),
    ...(clusters ? clusterPanels(clusters, definitions) : []),
  ]);
}
