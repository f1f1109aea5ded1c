/** Members of a document's sections. */
export const SECTION_LIMITS = {
  segments: 500,
  metrics: 1000,
  traits: 200,
  groups: 100,
  savedGroups: 100,
  history: 100,
  surveys: 20,
  experiences: 20,
  histograms: 20,
} as const;

/** Those that a page holds to itself, whatever is signed. */
export const PAGE_LIMITS = {
  ...SECTION_LIMITS,
  /** UTF-8 bytes of the JSON; as a signed envelope it then stays below the 512 KiB that are read. */
  documentBytes: 256 * 1024,
  /** Deepest nesting of lists and objects. */
  depth: 40,
  /** Variants of one experience. */
  variants: 10,
  /** Values of all saved groups together. */
  savedGroupValues: 10_000,
  /** Metrics of one session (`each`). */
  sessionMetrics: 20,
  /** Characters of one regular expression. */
  patternLength: 250,
} as const;

/**
 * How much one document may hold. Generous for an owner, and little enough that a page compiles
 * it within one short task.
 */
export const LIMITS = {
  ...PAGE_LIMITS,
  /** Thresholds of one histogram. */
  bins: 24,
  /** The latest sessions that one window holds. */
  sessions: 100,
  /** Steps of one sequence, those of its blocks included. */
  steps: 20,
  /** Events that one block in any order waits for, `times` included. */
  anyOrder: 7,
  /** Events that one sequence waits for, `times` included; a block of n counts 2^n − 1. */
  sequenceEvents: 199,
  /** Different events, by names and `where`, that one metric looks for, bounds included. */
  metricEvents: 31,
  /** Events that one selector lists. */
  events: 50,
  /** Recipients of one way out. */
  recipients: 50,
  /** Segments and variants that may be handed to one: more together mark a visitor. */
  activated: 20,
  /** Characters of a value that Google Ad Manager takes. */
  gptValue: 40,
  /** Options of one question: more are no answer, but a guess. */
  surveyOptions: 10,
  /** Values of one trait, or of one list in a condition. */
  values: 1000,
  /** Operands of one operation in a formula, and weights of one logistic score. */
  operands: 100,
  idLength: 64,
  nameLength: 200,
  descriptionLength: 2000,
  /** Steps of judging how long all regular expressions can take: thousands of ordinary ones, seconds of the worst. */
  patternSteps: 100_000_000,
  /** Questions of the randomised counts: as many as answer well, and as many as fit. */
  goodQuestions: 20,
  questions: 64,
  /** Days from `issued` to `expires` that need no second thought. */
  validityDays: 90,
} as const;

/** What a metric remembers on a device, at most: the engine's caps, beyond which it is approximate. */
export const COUNTED = {
  /** Events of one window, and different values. */
  entries: 1000,
  /** Sequences in a sliding window, for each value of `by`. */
  sequences: 100,
  /** Values of a sequence's `by`. */
  sequenceValues: 200,
} as const;

/** Different names of events, and of properties, that are remembered of a log: it may name them after what nobody bounds. */
export const LOG_NAMES = 10_000;
