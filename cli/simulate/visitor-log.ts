import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../shared/engine/types.ts';

/** Events of all visitors, put together by visitor and in the order of time, whatever the order they came in. */
export interface VisitorLog {
  add(visitor: string, event: CoveyEvent): void;
  /** Each visitor once. After this nothing may be added. */
  visitors(): Generator<readonly [visitor: string, events: readonly CoveyEvent[]]>;
  /** Removes what was put on disk. */
  dispose(): void;
}

/** Parts on disk, by a hash of the visitor; each must fit in memory. */
const PARTS = 256;

type Grouped = Map<string, CoveyEvent[]>;

/**
 * Up to `inMemory` events are held in memory. Beyond that they go to a private temporary folder
 * in parts, each with all events of its visitors, and are taken up again part by part: memory
 * stays bounded for any order of the log.
 */
export function createVisitorLog(inMemory: number): VisitorLog {
  let grouped: Grouped = new Map();
  let held = 0;
  let folder: string | null = null;

  const spill = () => {
    folder ??= mkdtempSync(join(tmpdir(), 'covey-simulate-'));
    const parts = new Map<number, string[]>();
    for (const [visitor, events] of grouped) {
      const part = hash(visitor) % PARTS;
      const lines = parts.get(part) ?? [];
      for (const { time, name, props } of events) {
        lines.push(JSON.stringify([visitor, time, name, props]));
      }
      parts.set(part, lines);
    }
    for (const [part, lines] of parts) {
      appendFileSync(join(folder, `${part}.ndjson`), `${lines.join('\n')}\n`, { mode: 0o600 });
    }
    grouped = new Map();
    held = 0;
  };

  return {
    add(visitor, event) {
      push(grouped, visitor, event);
      held += 1;
      if (held >= inMemory) spill();
    },
    *visitors() {
      if (folder === null) {
        yield* inOrder(grouped);
        return;
      }
      if (held > 0) spill();
      for (const part of readdirSync(folder)) {
        const events: Grouped = new Map();
        for (const line of readFileSync(join(folder, part), 'utf8').split('\n')) {
          if (line === '') continue;
          const [visitor, time, name, props] = JSON.parse(line) as [
            string,
            number,
            string,
            { readonly [key: string]: Json },
          ];
          push(events, visitor, { name, time, props });
        }
        yield* inOrder(events);
      }
    },
    dispose() {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}

function push(grouped: Grouped, visitor: string, event: CoveyEvent): void {
  const events = grouped.get(visitor);
  if (events) events.push(event);
  else grouped.set(visitor, [event]);
}

function* inOrder(grouped: Grouped): Generator<readonly [string, readonly CoveyEvent[]]> {
  for (const [visitor, events] of grouped) {
    const sorted = events.every(({ time }, at) => at === 0 || (events[at - 1]?.time ?? 0) <= time);
    // The sort is stable: events of the same time stay as they stood in the log.
    yield [visitor, sorted ? events : events.toSorted((a, b) => a.time - b.time)];
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value >>> 0;
}
