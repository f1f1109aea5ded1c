import type { CoveyEvent } from '../../shared/engine/types.ts';
import type { CodedRows } from '../../shared/logs/index.ts';
import { EVENT_BYTES, HEAD_BYTES, PARTS } from './event-block.ts';
import type { EventBlock } from './event-block.ts';

export interface BlockWriter {
  /** `isShared`: the object of the properties is that of other events, too. */
  add(visitor: string, event: CoveyEvent, isShared?: boolean): void;
  addRows(rows: CodedRows): void;
  /** Roughly what is held, in bytes. */
  size(): number;
  /** All that was added since, in the order of its coming within each part. */
  take(): EventBlock;
}

/** Bodies that are known again. Beyond, each is written anew, as in a log whose events all differ. */
const KNOWN_BODIES = 1 << 13;

export function createBlockWriter(): BlockWriter {
  let [times, owners, places] = columns(1024);
  let events = 0;
  let textBytes = 0;
  let visitors = emptyVisitors();
  let visitorsAt = new Map<string, number>();
  let bodies: string[] = [];
  let bodiesAt = new Map<string, number>();
  /** By the very object, where a reader gives the same for rows that say the same. */
  let known = new WeakMap<object, Map<string, number>>();

  const visitorAt = (visitor: string): number => {
    const found = visitorsAt.get(visitor);
    if (found !== undefined) return found;
    const part = hash(visitor) % PARTS;
    const names = visitors.names[part];
    const at = visitors.parts.push(part) - 1;
    visitors.places.push((names?.push(visitor) ?? 1) - 1);
    visitorsAt.set(visitor, at);
    textBytes += visitor.length + 3;
    return at;
  };

  /** Of an object of properties that many events have, the text is made once for each name. */
  const sharedBodyAt = (name: string, props: object): number => {
    let byName = known.get(props);
    if (!byName) known.set(props, (byName = new Map()));
    let place = byName.get(name);
    if (place === undefined) byName.set(name, (place = bodyOf(JSON.stringify([name, props]))));
    return place;
  };

  const bodyOf = (text: string): number => {
    const found = bodiesAt.get(text);
    if (found !== undefined) return found;
    const at = bodies.push(text) - 1;
    textBytes += text.length + 1;
    if (bodiesAt.size < KNOWN_BODIES) bodiesAt.set(text, at);
    return at;
  };

  const makeRoom = (rows: number): void => {
    if (events + rows <= times.length) return;
    const [moreTimes, moreOwners, morePlaces] = columns(Math.max(2 * events, events + rows));
    moreTimes.set(times);
    moreOwners.set(owners);
    morePlaces.set(places);
    [times, owners, places] = [moreTimes, moreOwners, morePlaces];
  };

  return {
    addRows(rows) {
      const { codes, values } = rows.visitors;
      const own = new Int32Array(values.length).fill(-1);
      const bodyPlaces = Uint32Array.from(rows.bodies.values, ({ name, props = {} }) =>
        bodyOf(JSON.stringify([name, props])),
      );
      makeRoom(codes.length);
      times.set(rows.times, events);
      for (let row = 0; row < codes.length; row += 1) {
        const code = codes[row] ?? 0;
        let owner = own[code] ?? -1;
        if (owner < 0) own[code] = owner = visitorAt(values[code] ?? '');
        owners[events + row] = owner;
        places[events + row] = bodyPlaces[rows.bodies.codes[row] ?? 0] ?? 0;
      }
      events += codes.length;
    },
    add(visitor, { time, name, props, id }, isShared = false) {
      makeRoom(1);
      times[events] = time;
      owners[events] = visitorAt(visitor);
      places[events] =
        isShared && props && id === undefined
          ? sharedBodyAt(name, props)
          : bodyOf(JSON.stringify([name, props ?? {}, ...(id === undefined ? [] : [id])]));
      events += 1;
    },
    size: () => events * EVENT_BYTES + textBytes,
    take() {
      const block = sorted({
        times: times.subarray(0, events),
        owners,
        places,
        visitors,
        bodies,
      });
      [events, textBytes] = [0, 0];
      [visitors, bodies] = [emptyVisitors(), []];
      [visitorsAt, bodiesAt, known] = [new Map(), new Map(), new WeakMap()];
      return block;
    },
  };
}

const columns = (rows: number) =>
  [new Float64Array(rows), new Uint32Array(rows), new Uint32Array(rows)] as const;

/** Each visitor has a part, and a place among those of the part, as they came. */
interface Visitors {
  readonly parts: number[];
  readonly places: number[];
  /** By part. */
  readonly names: readonly string[][];
}

const emptyVisitors = (): Visitors => ({
  parts: [],
  places: [],
  names: Array.from({ length: PARTS }, () => []),
});

interface Written {
  readonly times: Float64Array;
  readonly owners: Uint32Array;
  readonly places: Uint32Array;
  readonly visitors: Visitors;
  readonly bodies: readonly string[];
}

/** Numbers what a part names, in the order in which it does. */
function numbering(total: number) {
  const numbers = new Int32Array(total).fill(-1);
  let named: number[] = [];
  return {
    numberOf(at: number): number {
      const number = numbers[at] ?? -1;
      if (number >= 0) return number;
      numbers[at] = named.length;
      named.push(at);
      return named.length - 1;
    },
    /** What was named, and a fresh start. */
    end(): readonly number[] {
      const all = named;
      for (const at of all) numbers[at] = -1;
      named = [];
      return all;
    },
  };
}

/** Columns of rows that stand by part, in the order in which they came. */
interface ByPart {
  readonly times: Float64Array;
  /** Places among the visitors of the part. */
  readonly owners: Uint32Array;
  readonly places: Uint32Array;
  /** Where each part begins, and where the last one ends. */
  readonly starts: Uint32Array;
}

/** A counting sort, which keeps the order. */
function byPart({ times, owners, places, visitors }: Written): ByPart {
  const events = times.length;
  const parts = Uint8Array.from(visitors.parts);
  const ownPlaces = Uint32Array.from(visitors.places);
  const starts = new Uint32Array(PARTS + 1);
  for (let row = 0; row < events; row += 1) {
    const part = parts[owners[row] ?? 0] ?? 0;
    starts[part + 1] = (starts[part + 1] ?? 0) + 1;
  }
  for (let part = 1; part <= PARTS; part += 1)
    starts[part] = (starts[part] ?? 0) + (starts[part - 1] ?? 0);
  const next = starts.slice();
  const [ownTimes, own, bodies] = columns(events);
  for (let row = 0; row < events; row += 1) {
    const owner = owners[row] ?? 0;
    const part = parts[owner] ?? 0;
    const at = next[part] ?? 0;
    next[part] = at + 1;
    ownTimes[at] = times[row] ?? 0;
    own[at] = ownPlaces[owner] ?? 0;
    bodies[at] = places[row] ?? 0;
  }
  return { times: ownTimes, owners: own, places: bodies, starts };
}

function sorted(written: Written): EventBlock {
  const { visitors, bodies } = written;
  const rows = byPart(written);
  const ofBodies = numbering(bodies.length);
  const starts = new Uint32Array(PARTS + 1);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let part = 0; part < PARTS; part += 1) {
    starts[part] = length;
    const [from, to] = [rows.starts[part] ?? 0, rows.starts[part + 1] ?? 0];
    const total = to - from;
    if (total === 0) continue;
    const fixed = new ArrayBuffer(HEAD_BYTES + total * EVENT_BYTES);
    new Float64Array(fixed, HEAD_BYTES, total).set(rows.times.subarray(from, to));
    const own = new Uint32Array(fixed, HEAD_BYTES + 8 * total, 2 * total);
    own.set(rows.owners.subarray(from, to));
    for (let at = 0; at < total; at += 1)
      own[total + at] = ofBodies.numberOf(rows.places[from + at] ?? 0);
    const names = Buffer.from(JSON.stringify(visitors.names[part] ?? []));
    const texts = Buffer.from(
      `[${ofBodies
        .end()
        .map((at) => bodies[at] ?? '')
        .join(',')}]`,
    );
    new Uint32Array(fixed, 0, 3).set([total, names.length, texts.length]);
    const padding = new Uint8Array(-(names.length + texts.length) & 7);
    pieces.push(new Uint8Array(fixed), names, texts, padding);
    length += fixed.byteLength + names.length + texts.length + padding.length;
  }
  starts[PARTS] = length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, starts, events: written.times.length };
}

/** FNV-1a, 32 bits, of which the upper ones are mixed best. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 16) ^ (value & 0xffff);
}
