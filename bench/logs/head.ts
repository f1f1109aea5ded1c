// How the definitions of these benchmarks begin.

/** Events have no ids: SQL by hand does not look for rows that say the same either. */
export const head = {
  covey: 1,
  site: 'bench.example',
  version: 1,
  issued: '2026-01-01T00:00:00Z',
  expires: '2036-01-01T00:00:00Z',
  events: { purchase: { id: false }, refund: { id: false } },
} as const;
