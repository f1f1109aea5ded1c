import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
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
  const place = useRef<HTMLDivElement>(null);
  const isThere = value !== undefined;
  /** It was added (true) or removed here, and the button that did it is gone. */
  const turned = useRef<boolean | null>(null);
  useEffect(() => {
    if (turned.current !== isThere) return;
    turned.current = null;
    const of = (what: string) => place.current?.querySelector<HTMLElement>(what);
    (of('input, select') ?? of('button'))?.focus();
  }, [isThere]);
  const set = (next: unknown) => {
    if (draft.edit(path, next)) turned.current = next !== undefined;
  };
  if (!isThere)
    return (
      <div class="optional" ref={place}>
        <button class="plain" type="button" onClick={() => set(fresh)}>
          {`Add ${name}`}
        </button>
        {help !== undefined && <small>{` ${help}`}</small>}
      </div>
    );
  return (
    <div class="optional optional--there" ref={place}>
      {children}
      <Said path={path} isDeep={typeof value !== 'object'} />
      <button
        class="plain"
        type="button"
        aria-label={`Remove ${name}`}
        onClick={() => set(undefined)}
      >
        Remove
      </button>
    </div>
  );
}
