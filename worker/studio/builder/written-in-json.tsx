/** In place of a field: what only the JSON can say, and the way there. */
import type { Path } from '../draft/index.ts';
import { openJson } from './json-place.ts';

export function WrittenInJson({
  value,
  path,
  what,
}: {
  readonly value: unknown;
  readonly path: Path;
  /** For those who hear the buttons one by one. */
  readonly what: string;
}) {
  return (
    <span class="in-json">
      <span class="soft">Written in JSON:</span> <code>{JSON.stringify(value)}</code>{' '}
      <button
        class="plain"
        type="button"
        aria-label={`${what}: open it in the JSON`}
        onClick={() => openJson(path)}
      >
        Open it
      </button>
    </span>
  );
}
