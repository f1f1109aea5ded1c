import { commerceSpec } from './commerce-spec.ts';
import type { Mapping } from './types.ts';

export const segment: Mapping = { ...commerceSpec, tool: 'Segment' };
