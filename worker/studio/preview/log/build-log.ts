import type { Json } from '../../../../shared/definitions/types.ts';
import type { CoveyEvent } from '../../../../shared/engine/types.ts';
import { createPlaces, hashOf, type Log } from './log.ts';

/** Takes events as they come. */
export interface LogBuilder {
  add(visitor: string, event: CoveyEvent): void;
  size(): number;
  build(): Log;
}

/** Numbers in a list that grows. */
function createNumbers() {
  let held = new Uint32Array(1 << 12);
  let length = 0;
  return {
    push(value: number) {
      if (length === held.length) {
        const larger = new Uint32Array(length * 2);
        larger.set(held);
        held = larger;
      }
      held[length++] = value;
    },
    length: () => length,
    all: () => held.subarray(0, length),
  };
}

/** Values of one column, each once; lists and objects by their text. */
function createValues() {
  const places = new Map<Json, number>();
  const nested = new Map<string, number>();
  const all: Json[] = [];
  const placeIn = <Key>(known: Map<Key, number>, key: Key, value: Json): number => {
    const place = known.get(key);
    if (place !== undefined) return place;
    known.set(key, all.length);
    return all.push(value) - 1;
  };
  return {
    all,
    of: (value: Json): number =>
      typeof value === 'object' && value !== null
        ? placeIn(nested, JSON.stringify(value), value)
        : placeIn(places, value, value),
  };
}

export function createLogBuilder(): LogBuilder {
  const [visitors, eventNames, columns] = [createPlaces(), createPlaces(), createPlaces()];
  const values: ReturnType<typeof createValues>[] = [];
  const [visitorOf, nameOf, propertyStart] = [createNumbers(), createNumbers(), createNumbers()];
  const [columnOf, valueOf] = [createNumbers(), createNumbers()];
  const times: number[] = [];
  let eventIds: (string | undefined)[] | null = null;

  return {
    size: () => times.length,
    add(visitor, { name, time, props = {}, id }) {
      if (id !== undefined) (eventIds ??= [])[times.length] = id;
      visitorOf.push(visitors.of(visitor));
      nameOf.push(eventNames.of(name));
      propertyStart.push(columnOf.length());
      times.push(time);
      for (const key of Object.keys(props)) {
        const column = columns.of(key);
        columnOf.push(column);
        valueOf.push((values[column] ??= createValues()).of(props[key] ?? null));
      }
    },
    build() {
      propertyStart.push(columnOf.length());
      const { starts, order, ids } = byVisitor(visitors.all, visitorOf.all(), times);
      const [from, allColumns, allValues] = [propertyStart.all(), columnOf.all(), valueOf.all()];
      const total = times.length;
      const propertyStarts = new Uint32Array(total + 1);
      const propertyColumns = new Uint32Array(allColumns.length);
      const propertyValues = new Uint32Array(allValues.length);
      const [sortedTimes, sortedNames] = [new Float64Array(total), new Uint32Array(total)];
      const names = nameOf.all();
      let filled = 0;
      for (let at = 0; at < total; at++) {
        const row = order[at] ?? 0;
        sortedTimes[at] = times[row] ?? 0;
        sortedNames[at] = names[row] ?? 0;
        propertyStarts[at] = filled;
        for (let one = from[row] ?? 0; one < (from[row + 1] ?? 0); one++, filled++) {
          propertyColumns[filled] = allColumns[one] ?? 0;
          propertyValues[filled] = allValues[one] ?? 0;
        }
      }
      propertyStarts[total] = filled;
      const unsorted = eventIds;
      return {
        ids,
        starts,
        times: sortedTimes,
        names: sortedNames,
        eventNames: eventNames.all,
        propertyStarts,
        propertyColumns,
        propertyValues,
        columns: columns.all,
        values: values.map(({ all }) => all),
        eventIds: unsorted && Array.from(order, (row) => unsorted[row]),
      };
    },
  };
}

/** Rows by visitor and time; those of the same time stay as they stand. Visitors in the order of a hash. */
function byVisitor(ids: readonly string[], visitorOf: Uint32Array, times: readonly number[]) {
  const hashes = Uint32Array.from(ids, hashOf);
  const sorted = Uint32Array.from(ids, (_, visitor) => visitor).toSorted(
    (a, b) => (hashes[a] ?? 0) - (hashes[b] ?? 0) || a - b,
  );
  const rank = new Uint32Array(ids.length);
  sorted.forEach((visitor, place) => (rank[visitor] = place));
  const starts = new Uint32Array(ids.length + 1);
  const placeOf = (row: number) => rank[visitorOf[row] ?? 0] ?? 0;
  for (let row = 0; row < visitorOf.length; row++) {
    const next = placeOf(row) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let place = 0; place < ids.length; place++)
    starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0);
  const order = new Uint32Array(visitorOf.length);
  const next = starts.slice();
  for (let row = 0; row < visitorOf.length; row++) {
    const place = placeOf(row);
    const at = next[place] ?? 0;
    order[at] = row;
    next[place] = at + 1;
  }
  const timeOf = (row: number) => times[row] ?? 0;
  for (let place = 0; place < ids.length; place++) {
    const rows = order.subarray(starts[place], starts[place + 1]);
    if (rows.some((row, at) => at > 0 && timeOf(row) < timeOf(rows[at - 1] ?? 0)))
      rows.sort((a, b) => timeOf(a) - timeOf(b) || a - b);
  }
  return { starts, order, ids: Array.from(sorted, (visitor) => ids[visitor] ?? '') };
}
