import type { Json } from '../../shared/definitions/types.ts';
import type { Happening } from '../ingest/index.ts';
import type { DebugSource } from './source.ts';

/** Something that happened on this page, and what it changed. */
export interface Heard {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** The event's name; else what it was: `traits`, `arrival`, `geo`, `objection`. */
  readonly what: string;
  /** As far as definitions read it. */
  readonly details: { readonly [key: string]: Json };
  readonly isEvent: boolean;
  /** Whether any definition reads an event of this name; null before there are definitions. */
  readonly isRead: boolean | null;
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

/** So many are remembered. */
const MOST = 500;

/** Hears what happens on this page. Gives the list, and what looks for a client that has been started. */
export function watchEvents({ options, active }: DebugSource): {
  readonly heard: Heard[];
  readonly look: () => void;
} {
  const heard: Heard[] = [];
  const watched = new WeakSet<object>();
  const look = () => {
    const ingest = active()?.ingest;
    if (!ingest || watched.has(ingest)) return;
    watched.add(ingest);
    const add = ingest.add.bind(ingest);
    ingest.add = (happening, time) => {
      const before = ingest.engine()?.current() ?? [];
      const result = add(happening, time);
      try {
        const engine = ingest.engine();
        const after = engine?.current() ?? [];
        const { name, details } = told(happening);
        const stored = engine?.plan.stored;
        heard.push({
          time: time ?? options.host.now(),
          what: name,
          details,
          isEvent: happening.event !== undefined,
          isRead: stored ? stored.has(name) || stored.has('*') : null,
          entered: after.filter((id) => !before.includes(id)),
          left: before.filter((id) => !after.includes(id)),
        });
        if (heard.length > MOST) heard.shift();
      } catch {
        // What cannot be told of is still done.
      }
      return result;
    };
  };
  look();
  return { heard, look };
}

function told(happening: Happening): {
  readonly name: string;
  readonly details: Heard['details'];
} {
  const { event } = happening;
  if (event) return { name: event.name, details: { ...event.props } };
  const [[name, details] = ['', {}]] = Object.entries(happening);
  return {
    name: name === 'given' ? 'traits' : name,
    details: { ...(details as Heard['details']) },
  };
}
