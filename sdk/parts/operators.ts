// Operators that fewer documents have: patterns, versions, and what asks of lists.
export { operatorsKinds as kinds } from '../../shared/metrics/operators-kinds.ts';
