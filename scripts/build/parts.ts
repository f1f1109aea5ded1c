import { LANGUAGES } from '../../shared/words/languages.ts';

/** Parts of the engine, in the order in which they are built. `sdk/parts/NAME.ts` becomes `covey-NAME.js`. */
export const PARTS = [
  'details',
  'facts',
  'metrics',
  'sessions',
  'sequence',
  'further',
  'sources',
  'operators',
  'experiences',
  'returning',
  'upkeep',
  'counting',
  'explain',
  'layer',
  'surveys',
] as const;

/** Parts that come in one file as well: `sdk/parts/NAME.ts` becomes `covey-NAME.js`. */
export const BUNDLES = ['common'] as const;

/** Files whole in themselves that the engine's file names, as `covey-NAME.js`. */
export const WHOLE = ['words', 'panel', 'debug', 'preview'] as const;

export { LANGUAGES };

/** All that the Worker serves beside `covey.js` and add-ons, and the package has beside its entry. */
export const BESIDE: readonly string[] = [
  'engine',
  ...PARTS,
  ...BUNDLES,
  ...WHOLE,
  'devtools',
  ...LANGUAGES.map((name) => `words-${name}`),
  'meaning',
  ...LANGUAGES.map((name) => `meaning-${name}`),
];
