import type { Definitions, Json } from '../../../../shared/definitions/types.ts';
import { createSurvey, type Survey } from '../../../../shared/logs/index.ts';
import type { Log } from './log.ts';

/** Columns of a log that names them before its rows. */
export interface Headings {
  readonly names: readonly string[];
  /** No row has a property beside them, as it may where one column holds an object. */
  readonly areAll: boolean;
}

/** What definitions need of a log that was read before they were written, and what it lacks. */
export function surveyOf(
  { eventNames, columns, values }: Log,
  headings: Headings,
  definitions: Definitions,
): Survey {
  const survey = createSurvey(definitions);
  survey.columns(headings.names, headings.areAll);
  for (const name of eventNames) survey.event(name, undefined);
  const [any = ''] = eventNames;
  for (const [at, column] of columns.entries())
    for (const [place, value] of (values[at] ?? []).entries())
      if (place === 0 || (typeof value === 'object' && value !== null))
        survey.event(any, Object.fromEntries<Json>([[column, value]]));
  return survey;
}
