import type { ComponentChildren } from 'preact';

/** A step of several, with its number. */
export function Step({
  number,
  title,
  children,
}: {
  readonly number: number;
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  const id = `step-${number}`;
  return (
    <section class="step" aria-labelledby={id}>
      <h2 id={id}>
        <span class="step__number">{number}</span> {title}
      </h2>
      {children}
    </section>
  );
}
