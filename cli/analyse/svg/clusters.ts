import { amountsOf } from '../../../shared/analysis/index.ts';
import { clusterSegments, ruleText, type Clusters } from '../../../shared/clusters/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { plural } from '../../plural.ts';
import { linesPanel, sayingPanel } from './lines.ts';
import type { Panel } from './picture.ts';

/** The middle visitor of each cluster, and beside it how many of all in clusters have less. */
export function clusterPanels(found: Clusters, definitions: Definitions): readonly Panel[] {
  const segments = Object.values(clusterSegments(found, definitions));
  if (found.rules.length === 0) return [sayingPanel('No clusters worth having.')];
  const which = found.isWorthHaving ? 'Clusters' : 'No clusters worth having';
  return [
    sayingPanel(`${which}. A bar: how many of all in clusters have less than the middle one.`),
    ...found.rules.map((rule, at) => {
      const title = segments[at]?.name ?? '';
      const below = ruleText(rule, definitions);
      const beside = plural(rule.members, 'visitor');
      const lines = [...rule.medians].map(([name, { value, above }]) => ({
        name,
        part: above,
        said: amountsOf(name, definitions).say(value),
      }));
      const middle = lines.map(({ name, said }) => `${name} ${said}`).join(', ');
      const says = `${title}: ${beside}, whose rule is ${below}; in the middle ${middle}.`;
      return linesPanel({ title, beside, below, says }, lines);
    }),
  ];
}
