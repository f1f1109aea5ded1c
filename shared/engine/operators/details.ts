import type { DetailsKind } from '../graph/metric-kind.ts';
import { parseProperty } from '../graph/property.ts';
import { reduceProps } from '../graph/reduce-props.ts';
import { readHostFact, sourceFact } from '../graph/source-fact.ts';
import { specialWindow } from '../graph/special-window.ts';
import { visitFact } from '../graph/visit-fact.ts';
import { compileWhere } from '../graph/where.ts';

/** Properties of events, windows that are no length, and facts that are no metric. */
export const detailsKind: DetailsKind = {
  details: {
    propertyOf: parseProperty,
    where: compileWhere,
    specialWindow,
    sourceFact,
    visitFact,
    readHostFact,
    reduceProps,
  },
};
