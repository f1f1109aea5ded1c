// What nearly every document needs: a page has it from the start.
import type { MetricKind } from '../engine/index.ts';
import * as core from './lists/kinds-core.ts';

export const coreKinds: readonly MetricKind[] = Object.values(core);
