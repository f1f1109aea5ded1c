// Operators that fewer documents have: patterns, versions, and what asks of lists.
export { createWatchedCompiler } from '../ingest/index.ts';
export { operatorsKinds as kinds } from '../../shared/metrics/operators-kinds.ts';
