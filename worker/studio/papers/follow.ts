import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Definitions } from '../../../shared/definitions/types.ts';

/** Typing rests when nothing has been changed for so long. */
const REST_MS = 300;

/** What is made of the definitions by long work, and how it follows them. */
export interface Following<T> {
  /** Null where there are no definitions, or it was not made yet. */
  readonly made: ReadonlySignal<T | null>;
  /** Of the definitions as they are now, without waiting for a rest. */
  readonly newest: () => Promise<T | null>;
  /** Follows the definitions until what it returns is called: at once, then whenever changes rest. */
  readonly follow: () => () => void;
}

export function following<T>(
  definitions: ReadonlySignal<Definitions | null>,
  make: (definitions: Definitions) => Promise<T>,
): Following<T> {
  const made = signal<T | null>(null);
  let of: Definitions | null = null;
  /** What comes late of older definitions is left out. */
  const newest = async (): Promise<T | null> => {
    const wanted = definitions.peek();
    if (!wanted) return null;
    if (wanted === of) return made.peek();
    const one = await make(wanted);
    if (definitions.peek() !== wanted) return newest();
    of = wanted;
    return (made.value = one);
  };
  const follow = () => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFirst = true;
    const stop = effect(() => {
      clearTimeout(timer);
      const wanted = definitions.value;
      if (!wanted || (isFirst && wanted !== of)) of = made.value = null;
      if (wanted && wanted !== of) {
        if (isFirst) void newest();
        else timer = setTimeout(() => void newest(), REST_MS);
      }
      isFirst = false;
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  };
  return { made, newest, follow };
}
