import { type Tiers, amountsOf } from '../../../shared/analysis/index.ts';
import { exactPercent } from '../../../shared/counting/index.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import { plural } from '../../plural.ts';
import { linesPanel } from './lines.ts';
import type { Panel } from './picture.ts';

/** How many visitors have which score. */
export function tiersPanel(
  { role, metric, tiers, visitors }: Tiers,
  definitions: Definitions,
): Panel {
  const { say } = amountsOf(metric, definitions);
  const lines = tiers.map(({ score, cut, members }) => ({
    name: `${score}: ${cut === null ? 'all others' : `${role === 'recency' ? 'less than' : 'at least'} ${say(cut)}`}`,
    part: members / visitors,
    said: exactPercent(members / visitors),
  }));
  const said = lines.map(({ name, said: share }) => `${name}, ${share}`).join('; ');
  return linesPanel(
    {
      title: role,
      beside: plural(visitors, 'visitor'),
      below: metric,
      says: `${role}, by ${metric}: ${said || 'nobody'}.`,
    },
    lines,
  );
}
