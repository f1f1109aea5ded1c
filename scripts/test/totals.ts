/** What vitest's JSON reporter writes, as far as it is read here. */
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * The totals of one process of the runner. A file that fails to load has no failed test of its own: it
 * counts as one; and so does a process that ends badly in whatever other way.
 */
export function totalsOf(report: Report | undefined, endedWell: boolean): Totals {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((each) => each.status !== 'failed'),
  ).length;
  const failed = report.numFailedTests + unloaded;
  const isOtherwiseBad = failed === 0 && (!endedWell || !report.success);
  return {
    passed: report.numPassedTests,
    failed: failed + (isOtherwiseBad ? 1 : 0),
    skipped: report.numPendingTests,
  };
}
