import type { IngestedEvent } from './visitor-state.ts';

/** Looked at once, by itself. */
export const NO_ITEMS: readonly unknown[] = [undefined];

/** The items of an event; an event without any is looked at once, by itself. */
export const itemsOf = (event: IngestedEvent): readonly unknown[] => {
  const items = event.props?.['items'];
  return Array.isArray(items) && items.length > 0 ? items : NO_ITEMS;
};
