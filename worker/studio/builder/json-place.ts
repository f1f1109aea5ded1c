/** Whether the JSON is open, and at which place. */
import { signal } from '@preact/signals';
import type { Path } from '../draft/index.ts';

export const isJsonOpen = signal(false);
/** Where it is to be shown, with the cursor there; null: where it is. */
export const jsonAt = signal<Path | null>(null);

export function openJson(path: Path): void {
  isJsonOpen.value = true;
  jsonAt.value = [...path];
}
