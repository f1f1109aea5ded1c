/** A binary heap of places by time: who has to be looked at next. */
export interface Heap {
  readonly times: number[];
  readonly places: number[];
}

export const push = ({ times, places }: Heap, time: number, place: number): void => {
  let i = times.length;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if ((times[parent] as number) <= time) break;
    times[i] = times[parent] as number;
    places[i] = places[parent] as number;
    i = parent;
  }
  times[i] = time;
  places[i] = place;
};

/** Takes the earliest away. */
export const pop = ({ times, places }: Heap): void => {
  const time = times.pop() as number;
  const place = places.pop() as number;
  const { length } = times;
  if (length === 0) return;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= length) break;
    if (child + 1 < length && (times[child + 1] as number) < (times[child] as number)) child++;
    if ((times[child] as number) >= time) break;
    times[i] = times[child] as number;
    places[i] = places[child] as number;
    i = child;
  }
  times[i] = time;
  places[i] = place;
};
