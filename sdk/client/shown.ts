import type { ChangeEvent } from '../api.ts';
import type { Personaliser } from '../personalise/index.ts';
import type { Listeners } from './listeners.ts';

/** What the page is shown: markup, listeners and `has` say the same. */
export interface Shown {
  /** Null gives the page back as its author wrote it. True where the segments are others. */
  _show(next: readonly string[] | null): boolean;
  _has(id: string): boolean;
  /** The same list until it changes. */
  _list(): readonly string[];
}

export function createShown(personaliser: Personaliser, listeners: Listeners): Shown {
  let list: readonly string[] = [];
  /** The page stands as its author wrote it; not known at first: an inline script may have been here before. */
  let isPlain: boolean | undefined;
  return {
    _show(next) {
      const ids = next ?? [];
      const entered = ids.filter((id) => !list.includes(id));
      const left = list.filter((id) => !ids.includes(id));
      const isSame = !entered.length && !left.length;
      if (!isSame || !next !== isPlain) personaliser.show(next);
      isPlain = !next;
      if (isSame) return false;
      list = Object.freeze([...ids]);
      const change: ChangeEvent = { entered, left, segments: list };
      for (const id of left) listeners._emit(`leave:${id}`, change);
      for (const id of entered) listeners._emit(`enter:${id}`, change);
      listeners._emit('change', change);
      return true;
    },
    _has: (id) => list.includes(id),
    _list: () => list,
  };
}
