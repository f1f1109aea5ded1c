import { commerceSpec } from './commerce-spec.ts';
import type { Mapping } from './types.ts';

/** Umami prescribes no names: events are called what the site calls them, and views of pages have no name. */
export const umami: Mapping = { ...commerceSpec, tool: 'Umami' };
