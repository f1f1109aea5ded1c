/** Parts of the engine, in the order in which they are built. `sdk/parts/NAME.ts` becomes `covey-NAME.js`. */
export const PARTS = [
  'compiler',
  'metrics',
  'sessions',
  'sequence',
  'sources',
  'operators',
  'experiences',
  'upkeep',
  'counting',
  'explain',
  'layer',
  'surveys',
] as const;
