/** Columns in SELECTs one after the other, each in one after those that it reads: few engines let a column read its neighbour. */
export interface Levels {
  /** What `make` gives, and the level for what it reads. */
  readonly track: <T>(make: () => T) => { readonly made: T; readonly level: number };
  /** Adds a column, quoted, on a level. */
  readonly put: (level: number, quoted: string, sql: string) => string;
  /** The column, now read by the one being made. */
  readonly use: (quoted: string) => string;
  /** The columns of the first level, and the SELECTs of the others around one of these, which `part` gives a name. */
  readonly first: () => readonly string[];
  readonly around: (first: string, part: (select: string) => string) => string;
}

export const createLevels = (): Levels => {
  const levels: string[][] = [];
  const levelOf = new Map<string, number>();
  /** The highest level that the column in the making reads. */
  let reading = -1;
  return {
    track(make) {
      const outer = reading;
      reading = -1;
      try {
        const made = make();
        return { made, level: reading + 1 };
      } finally {
        reading = outer;
      }
    },
    put(level, quoted, sql) {
      while (levels.length <= level) levels.push([]);
      levels[level]?.push(`${sql} AS ${quoted}`);
      levelOf.set(quoted, level);
      reading = Math.max(reading, level);
      return quoted;
    },
    use(quoted) {
      reading = Math.max(reading, levelOf.get(quoted) ?? -1);
      return quoted;
    },
    first: () => levels[0] ?? [],
    around: (first, part) =>
      levels
        .slice(1)
        .reduce(
          (inner, columns) => `SELECT ${['*', ...columns].join(',\n    ')}\n  FROM ${part(inner)}`,
          first,
        ),
  };
};
