// What reads properties of events, and windows that are no length; and the kinds that most such documents have.
import type { MetricKind } from '../engine/index.ts';
import { detailsKind } from '../engine/operators/details.ts';
import * as details from './lists/kinds-details.ts';

export const detailsKinds: readonly MetricKind[] = [detailsKind, ...Object.values(details)];
