import type { Definitions } from '../../shared/definitions/index.ts';
import { writeOut } from '../../shared/experiences/index.ts';

/**
 * Rules for the site's own stylesheet: before the script has come they do for `data-covey-show` and
 * `data-covey-hide` what it does then. CSS cannot compare two attributes, so each segment and variant is named; one rule each
 * way, since an element may name several.
 */
export function rulesFor(definitions: Pick<Definitions, 'segments' | 'experiences'>): string {
  const { segments } = writeOut(definitions);
  const ids = Object.keys(segments).filter((id) => !segments[id]?.shadow);
  const members = (attribute: string) =>
    ids.map((id) => `  html[data-covey~='${id}'] [${attribute}~='${id}']`).join(',\n');
  if (ids.length === 0) return '[data-covey-show] { display: none !important; }\n';
  return `[data-covey-show]:not(
${members('data-covey-show')}
) { display: none !important; }
:is(
${members('data-covey-hide')}
) { display: none !important; }
`;
}
