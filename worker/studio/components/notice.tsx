import type { ComponentChildren } from 'preact';

/** Something to know. With `alert`, read out at once. */
export function Notice({
  amber = false,
  alert = false,
  children,
}: {
  readonly amber?: boolean;
  readonly alert?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`notice${amber ? ' notice--amber' : ''}`} role={alert ? 'alert' : undefined}>
      {children}
    </div>
  );
}
