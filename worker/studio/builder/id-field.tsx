/** The id of a thing: another one goes wherever the thing is read. */
import { ID_PATTERN } from '../../../shared/definitions/schema.ts';
import type { Definitions } from '../../../shared/definitions/types.ts';
import type { Section } from '../../../shared/reading/index.ts';
import { CommitField } from '../components/index.ts';
import { draft } from '../draft/index.ts';
import { linkTo } from '../routes/index.ts';
import { attend, useAttention } from './attention.ts';
import { whyNoId } from './ids.ts';
import { renameIn } from './rename.ts';

export function IdField({
  part,
  id,
  definitions,
  help,
}: {
  readonly part: Section;
  readonly id: string;
  readonly definitions: Definitions;
  readonly help?: string;
}) {
  const place = useAttention<HTMLDivElement>([part, id, 'id'], 'input');
  // The counts tell these apart by their ids.
  const taken: object = isCounted(part)
    ? {
        ...definitions.segments,
        ...definitions.groups,
        ...definitions.experiences,
        ...definitions.histograms,
      }
    : (definitions[part] ?? {});
  return (
    <div ref={place}>
      <CommitField
        label="Id"
        value={id}
        isAllowed={(to) => to === id || (ID_PATTERN.test(to) && !Object.hasOwn(taken, to))}
        whyNot={whyNoId}
        help={`Letters, digits, - and _; another one is written wherever this is read. ${help ?? ''}`.trim()}
        onValue={(to) => {
          if (!renameIn(draft, part, id, to)) return;
          attend([part, to, 'id']);
          // The old address leads to nothing any more.
          location.replace(linkTo('draft', part, to));
        }}
      />
    </div>
  );
}

const isCounted = (part: Section): boolean =>
  ['segments', 'groups', 'experiences', 'histograms'].includes(part);
