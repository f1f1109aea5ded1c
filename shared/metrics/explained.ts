import type { Words } from '../words/types.ts';

/** Says what a definition of the kind says under a key, in words; empty where it says nothing. */
export type Written = (key: string) => string;

/** Words for what a kind counts. */
export type Name = keyof Words['explain']['metrics'];

/** How explanations speak of a kind of metric. */
export interface Explained {
  /** Goes up with what the visitor does, so that something can be missing of it. */
  readonly grows: boolean;
  /** Which words name it; null: the definitions alone do. */
  readonly name: (written: Written) => Name | null;
  /** What takes the value up by one, or by as much, whenever it happens before it would fall; absent: nothing does. */
  readonly again?: (written: Written) => 'events' | 'completion' | null;
}
