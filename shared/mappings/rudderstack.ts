import { commerceSpec } from './commerce-spec.ts';
import type { Mapping } from './types.ts';

export const rudderstack: Mapping = { ...commerceSpec, tool: 'RudderStack' };
