/** What must hold of shares: Σ factor · share ≤ most, by their indexes. */
export interface Constraint {
  readonly factors: ReadonlyMap<number, number>;
  readonly most: number;
}

/** Standard errors of one reading are alike, and then some tens of rounds are enough. */
const ROUNDS = 1000;
/** A part of the standard error: less than any digit that is shown. */
const CLOSE = 1e-5;

/**
 * The shares nearest to the estimated ones that meet all constraints: least squares, each weighted by 1/σ². With equal
 * standard errors and one sum this is *norm-sub* (Wang, Lopuhaä-Zwakenberg, Li, Skoric and Li, VLDB 2020). No share of the
 * truth is further away than it was before, all taken together: the truth meets the constraints. But each share alone
 * is biased, small ones upwards, so these are for reading beside the estimates and never for sums or intervals.
 *
 * Dykstra's (1983) alternating projections: onto one half-space after the other, what each moved being given back first.
 */
export function consistentShares(
  shares: readonly { readonly share: number; readonly standardError: number }[],
  constraints: readonly Constraint[],
): readonly number[] {
  const values = shares.map(({ share }) => share);
  const variances = shares.map(({ standardError }) => standardError ** 2);
  const prepared = constraints.map(({ factors, most }) => ({
    factors: [...factors],
    most,
    size: [...factors].reduce((sum, [at, factor]) => sum + factor ** 2 * (variances[at] ?? 0), 0),
  }));
  const moved = constraints.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    let greatest = 0;
    for (const [at, { factors, most, size }] of prepared.entries()) {
      if (!(size > 0)) continue;
      const sum = factors.reduce((all, [index, factor]) => all + factor * (values[index] ?? 0), 0);
      const given = moved[at] ?? 0;
      const step = Math.max(0, (sum - most) / size + given);
      for (const [index, factor] of factors) {
        const variance = variances[index] ?? 0;
        const change = (given - step) * factor * variance;
        values[index] = (values[index] ?? 0) + change;
        greatest = Math.max(greatest, change ** 2 / variance);
      }
      moved[at] = step;
    }
    if (greatest < CLOSE ** 2) break;
  }
  return values;
}
