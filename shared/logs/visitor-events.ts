import type { CoveyEvent } from '../engine/types.ts';

/** A visitor's events up to an instant, each id once. */
export function* visitorEvents(
  events: Iterable<CoveyEvent>,
  at: number,
  onRepeated: () => void,
): Generator<CoveyEvent> {
  const seen = new Set<string>();
  for (const event of events) {
    if (event.time > at) return;
    if (event.id === undefined) yield event;
    else if (seen.has(event.id)) onRepeated();
    else {
      seen.add(event.id);
      const { name, time, props } = event;
      yield { name, time, ...(props && { props }) };
    }
  }
}
