import { type Clause, type Known, compileClause, valueTest } from './clause.ts';
import { type Property, parseProperty } from './property.ts';
import type { IngestedEvent } from './visitor-state.ts';

/** A condition on an event's own properties, compiled; `onRead` is told each that it reads. */
export const compileWhere = (
  condition: unknown,
  known: Known,
  onRead?: (property: Property) => void,
): Clause<IngestedEvent> =>
  compileClause(condition, (name, operand) => {
    known.inspection?.operand(operand);
    const read = parseProperty(name);
    onRead?.(read);
    const test = valueTest(operand, known, true);
    return { operator: '', fact: name, test: (event) => test(read.get(event) ?? null) };
  });
