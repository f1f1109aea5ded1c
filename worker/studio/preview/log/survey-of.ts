import type { Definitions, Json } from '../../../../shared/definitions/types.ts';
import { createSurvey, type Survey } from '../../../../shared/logs/index.ts';
import type { Log } from './log.ts';

/** What definitions need of a log that was read before they were written, and what it lacks. */
export function surveyOf(
  { eventNames, columns, values }: Log,
  headings: readonly string[],
  definitions: Definitions,
): Survey {
  const survey = createSurvey(definitions);
  if (headings.length > 0) survey.columns(headings);
  for (const name of eventNames) survey.event(name, undefined);
  const [any = ''] = eventNames;
  for (const [at, column] of columns.entries())
    for (const [place, value] of (values[at] ?? []).entries())
      if (place === 0 || (typeof value === 'object' && value !== null))
        survey.event(any, Object.fromEntries<Json>([[column, value]]));
  return survey;
}
