/** Times and amounts, the oldest first: a ring, so that nothing is moved when one comes or goes. */
export class Entries {
  /** Time and amount in turn; room for a power of two of them. */
  private ring: number[] = [0, 0];
  private head = 0;
  size = 0;

  timeAt(i: number): number {
    const { ring } = this;
    return ring[(this.head + 2 * i) & (ring.length - 1)] as number;
  }

  amountAt(i: number): number {
    const { ring } = this;
    return ring[(this.head + 2 * i + 1) & (ring.length - 1)] as number;
  }

  push(time: number, amount: number): void {
    if (2 * this.size === this.ring.length) this.grow();
    const { ring } = this;
    const at = (this.head + 2 * this.size) & (ring.length - 1);
    ring[at] = time;
    ring[at + 1] = amount;
    this.size++;
  }

  /** The oldest goes. */
  shift(): void {
    this.head = (this.head + 2) & (this.ring.length - 1);
    this.size--;
  }

  clear(): void {
    this.size = 0;
  }

  /** Of the older half two count as one, at the time of the later. */
  pair(): void {
    const all = this.list();
    const older = 4 * Math.floor(all.length / 8);
    this.clear();
    for (let i = 0; i < older; i += 4)
      this.push(all[i + 2] as number, (all[i + 1] as number) + (all[i + 3] as number));
    for (let i = older; i < all.length; i += 2) this.push(all[i] as number, all[i + 1] as number);
  }

  /** Each time from the one before it, and the amounts where one of them is not 1. */
  save(): number[][] {
    const all = this.list();
    if (all.length === 0) return [];
    const times = all.filter((_, i) => i % 2 === 0);
    const amounts = all.filter((_, i) => i % 2 === 1);
    return [
      times.map((time, i) => (i === 0 ? time : time - (times[i - 1] as number))),
      amounts.every((one) => one === 1) ? [] : amounts,
    ];
  }

  load([steps = [], amounts = []]: number[][]): void {
    let time = 0;
    for (const [i, step] of steps.entries()) this.push((time += step), amounts[i] ?? 1);
  }

  private list(): number[] {
    return Array.from({ length: 2 * this.size }, (_, i) =>
      i % 2 === 0 ? this.timeAt(i / 2) : this.amountAt((i - 1) / 2),
    );
  }

  private grow(): void {
    const all = this.list();
    const { length } = all;
    for (let i = 0; i < length; i++) all.push(0);
    this.ring = all;
    this.head = 0;
  }
}
