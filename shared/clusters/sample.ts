/** So many of the numbers below `all`, each as likely; all of them where there are no more. */
export function sampleOf(all: number, size: number, chance: () => number): readonly number[] {
  const order = Uint32Array.from({ length: all }, (_, at) => at);
  const taken = Math.min(all, size);
  for (let at = 0; at < taken; at++) {
    const other = at + Math.floor(chance() * (all - at));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return Array.from(order.subarray(0, taken));
}
