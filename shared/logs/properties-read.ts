import { LOG_NAMES } from '../definitions/limits.ts';
import { SESSION_START_PROPERTIES } from '../definitions/session-start.ts';
import type { Definitions, Json } from '../definitions/types.ts';
import { define } from './rows.ts';

/** What the engine reads of events whatever the definitions say: of purchases, of items, of visits. */
const ALWAYS = [
  'transaction_id',
  'items',
  'page_path',
  'page_location',
  'engagement_time_msec',
  ...SESSION_START_PROPERTIES,
];

/** Whether a property of an event may be read. Rather one too many: each whose name stands anywhere in the definitions. */
export function propertiesRead(definitions: Definitions): (name: string) => boolean {
  const text = JSON.stringify(definitions);
  const known = new Map(ALWAYS.map((name) => [name, true]));
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const isRead = text.includes(JSON.stringify(name).slice(1, -1));
    if (known.size < LOG_NAMES) known.set(name, isRead);
    return isRead;
  };
}

/** The properties that are read; the very same object where all of them are. */
export function readOf(
  props: { readonly [name: string]: Json },
  isRead: (name: string) => boolean,
): { readonly [name: string]: Json } {
  const names = Object.keys(props);
  if (names.every(isRead)) return props;
  const kept: { [name: string]: Json } = {};
  for (const name of names) if (isRead(name)) define(kept, name, props[name] ?? null);
  return kept;
}
