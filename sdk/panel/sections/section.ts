import type { Meaning } from '../../meaning/index.ts';
import type { Purpose } from '../../api.ts';
import { h } from '../dom.ts';

/** What a visitor can do in the panel. */
export interface Actions {
  consent(purpose: Purpose, granted: boolean): void;
  correct(trait: string, value: unknown): void;
  object(segments: readonly string[], stands: boolean): void;
  /** What the definitions say, in plain words; null where there are none. */
  meaning(): Promise<Meaning> | null;
  download(): void;
  erase(): void;
}

export function section(
  id: string,
  title: string,
  ...children: Parameters<typeof h>[2][]
): HTMLElement {
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, title), ...children);
}
