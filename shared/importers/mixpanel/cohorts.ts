import { asText } from '../json.ts';
import type { Json } from '../../definitions/types.ts';
import type { Answer } from '../answers.ts';
import type { At, Context } from '../context.ts';
import { leaf } from '../tree.ts';

/** What the tool calls everyone, where a cohort could be chosen. */
const ALL_USERS = '$all_users';

/** Another cohort by its id, which the mapping turns into a segment of these definitions. */
export const cohortOf = (ctx: Context, at: At, id: Json | undefined): Answer | null => {
  const key = asText(id);
  const segments = ctx.map.segments ?? {};
  const segment = Object.hasOwn(segments, key) ? segments[key] : undefined;
  if (segment === undefined && key === ALL_USERS) {
    ctx.mapped(at.path);
    return true;
  }
  if (segment === undefined)
    return ctx.refuse(
      'unmapped-name',
      { ...at, construct: `cohort ${key}` },
      `The cohort ${key} stands elsewhere. Import it, and map it: "segments": { "${key}": "its-id-here" }.`,
    );
  ctx.mapped(at.path);
  return leaf({ fact: { [`segment.${segment}`]: true } });
};
