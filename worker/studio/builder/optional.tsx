import type { ComponentChildren } from 'preact';
import { draft, type Path } from '../draft/index.ts';
import { Said } from './said.tsx';

/** What may be said or left out: a button that adds it, or the field with one that removes it. */
export function Optional({
  name,
  value,
  path,
  fresh,
  help,
  children,
}: {
  /** "a window" */
  readonly name: string;
  readonly value: unknown;
  readonly path: Path;
  /** What it is to begin with. */
  readonly fresh: unknown;
  /** What it does, beside the button that adds it. */
  readonly help?: string | undefined;
  readonly children: ComponentChildren;
}) {
  if (value === undefined)
    return (
      <div class="optional">
        <button class="plain" type="button" onClick={() => draft.edit(path, fresh)}>
          {`Add ${name}`}
        </button>
        {help !== undefined && <small>{` ${help}`}</small>}
      </div>
    );
  return (
    <div class="optional optional--there">
      {children}
      <Said path={path} isDeep={typeof value !== 'object'} />
      <button
        class="plain"
        type="button"
        aria-label={`Remove ${name}`}
        onClick={() => draft.remove(path)}
      >
        Remove
      </button>
    </div>
  );
}
