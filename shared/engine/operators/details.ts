import type { DetailsKind } from '../graph/metric-kind.ts';
import { parseProperty } from '../graph/property.ts';
import { reduceProps } from '../graph/reduce-props.ts';
import { specialWindow } from '../graph/special-window.ts';
import { compileWhere } from '../graph/where.ts';

/** Properties of events, and windows that are no length. */
export const detailsKind: DetailsKind = {
  details: {
    propertyOf: parseProperty,
    where: compileWhere,
    specialWindow,
    reduceProps,
  },
};
