// What a process of its own says of its work, as JSON.

/** Members by segment. */
export type Sizes = Readonly<Record<string, number>>;

export interface Asked {
  readonly seconds: number;
  readonly cpu: number;
  readonly peakBytes: number;
  readonly sizes: Sizes;
}

export interface Times {
  readonly seconds: readonly number[];
  readonly cpu: readonly number[];
}

/** A question both ways. */
export interface Compared {
  readonly name: string;
  readonly hand: Times;
  readonly compiled: Times;
  /** Rows that the other has not. */
  readonly different: number;
  readonly members: number;
}

/** Of this process, all its threads together. */
export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

export async function measured(run: () => Promise<Sizes>): Promise<Asked> {
  const [started, cpu] = [performance.now(), cpuSeconds()];
  const sizes = await run();
  return {
    seconds: (performance.now() - started) / 1000,
    cpu: cpuSeconds() - cpu,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    sizes,
  };
}

export const sizesOf = (ids: readonly string[], members: readonly number[]): Sizes =>
  Object.fromEntries(ids.map((id, i) => [id.replace(/^segment\./, ''), members[i] ?? NaN]));
