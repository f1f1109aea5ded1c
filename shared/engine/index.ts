// The engine: definitions in, answers out. Pure and incremental: it owns no clock, zone,
// storage or randomness, and what it answers equals the meaning of the language over the whole log.
export { analyse } from './analysis/analyse.ts';
export { compile } from './analysis/compile.ts';
export { eventsRead } from './analysis/events-read.ts';
export { deserializeProgram, serializeProgram } from './plan/kept-program.ts';
export { fits, link } from './plan/link.ts';
export type { Program } from './plan/program.ts';
export { beginEngine } from './runtime/engine.ts';
export { endSession, isOfSession } from './runtime/read-state.ts';
export { createEngine } from './runtime/restore.ts';
export { operatorsAmong } from './graph/metric-kind.ts';
export type { MetricKind } from './graph/metric-kind.ts';
export type {
  Change,
  CoveyEvent,
  Engine,
  EngineHost,
  EngineOptions,
  EngineState,
  ExplainedFact,
  Explanation,
  ExplanationNode,
  HostFacts,
  Membership,
  Plan,
  RetentionRule,
  Unless,
  Unread,
} from './types.ts';
