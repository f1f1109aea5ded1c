import { nearest } from '../../shared/definitions/checks/suggest.ts';
import type { DebugSource } from './source.ts';

/** Points out places for questions that the definitions do not have; called without an id when they may have come. */
export function watchSurveys({ problems, active }: DebugSource): (id?: string) => void {
  const asked = new Set<string>();
  const told = new Set<string>();
  return (id) => {
    if (id && !told.has(id)) asked.add(id);
    const definitions = active()?.ingest.loaded()?.definitions;
    if (!definitions) return;
    const known = Object.keys(definitions.surveys ?? {});
    for (const each of asked) {
      told.add(each);
      if (!known.includes(each))
        problems.add('survey-unknown', { id: each, meant: nearest(each, known) });
    }
    asked.clear();
  };
}
