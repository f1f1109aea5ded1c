/** What was just added takes the focus once it is there. */
import { signal } from '@preact/signals';
import { type RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Path } from '../draft/index.ts';

const wanted = signal<string | null>(null);
let newest = '';
const keyOf = (path: Path) => JSON.stringify(path);

/** The place at this path is to have the focus. */
export const attend = (path: Path): void => {
  newest = keyOf(path);
  wanted.value = newest;
};
/** Whether it is what was added last. */
export const isNewest = (path: Path): boolean => newest === keyOf(path);

/** For the element that stands at a path: the first that `of` selects in it gets the focus when that is wanted. */
export function useAttention<T extends HTMLElement>(path: Path, of: string): RefObject<T> {
  const place = useRef<T>(null);
  const key = keyOf(path);
  useEffect(() => {
    if (wanted.value !== key) return;
    const found = place.current?.querySelector<HTMLElement>(of);
    if (!found) return;
    wanted.value = null;
    found.focus();
    found.scrollIntoView?.({ block: 'nearest' });
  });
  return place;
}
