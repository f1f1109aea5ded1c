import type { Point } from './k-means.ts';

/**
 * As many points without any clusters: spread evenly over the box around the given ones, along their main axes, as the
 * gap statistic has it (Tibshirani, Walther, Hastie 2001). Clusters are found among them, too; how far apart those are
 * is what is to be surpassed. The points' mean is the origin.
 */
export function spreadEvenly(points: readonly Point[], chance: () => number): readonly Point[] {
  const axes = mainAxes(covariance(points));
  const ranges = axes.map((axis) => {
    let [least, most] = [Infinity, -Infinity];
    for (const point of points) {
      const along = axis.reduce((sum, part, at) => sum + part * (point[at] ?? 0), 0);
      least = Math.min(least, along);
      most = Math.max(most, along);
    }
    return [least, most - least] as const;
  });
  return points.map(() => {
    const along = ranges.map(([least, range]) => least + chance() * range);
    return axes.map((_, at) =>
      axes.reduce((sum, axis, which) => sum + (axis[at] ?? 0) * (along[which] ?? 0), 0),
    );
  });
}

function covariance(points: readonly Point[]): number[][] {
  const dimensions = points[0] ?? [];
  const matrix = dimensions.map(() => dimensions.map(() => 0));
  for (const point of points)
    for (const [i, row] of matrix.entries())
      for (const j of row.keys())
        row[j] = (row[j] ?? 0) + ((point[i] ?? 0) * (point[j] ?? 0)) / points.length;
  return matrix;
}

/** Turns that leave a symmetric matrix of so few dimensions diagonal, by far. */
const SWEEPS = 32;

/** The main axes of a covariance: its eigenvectors, by Jacobi's turns. */
function mainAxes(matrix: number[][]): readonly Point[] {
  const axes = matrix.map((_, i) => matrix.map((_row, j) => Number(i === j)));
  const value = (i: number, j: number): number => matrix[i]?.[j] ?? 0;
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (let p = 0; p < matrix.length; p++)
      for (let q = p + 1; q < matrix.length; q++) {
        if (Math.abs(value(p, q)) < 1e-12) continue;
        const half = (value(q, q) - value(p, p)) / (2 * value(p, q));
        const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.hypot(half, 1));
        const cosine = 1 / Math.hypot(tangent, 1);
        const sine = tangent * cosine;
        for (const row of matrix) turn(row, p, q, cosine, sine);
        const [rowP, rowQ] = [matrix[p], matrix[q]];
        for (const k of matrix.keys()) {
          const [a, b] = [value(p, k), value(q, k)];
          if (rowP) rowP[k] = cosine * a - sine * b;
          if (rowQ) rowQ[k] = sine * a + cosine * b;
        }
        for (const row of axes) turn(row, p, q, cosine, sine);
      }
  // Columns are the eigenvectors; here each is a row of its own.
  return axes.map((_, at) => axes.map((row) => row[at] ?? 0));
}

function turn(row: number[], p: number, q: number, cosine: number, sine: number): void {
  const [a, b] = [row[p] ?? 0, row[q] ?? 0];
  row[p] = cosine * a - sine * b;
  row[q] = sine * a + cosine * b;
}
