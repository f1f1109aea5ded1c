// What fewer documents have: medians, scores, periods, by value or of several sessions, after or before steps, ago.
export { furtherKinds } from '../../shared/metrics/further-kinds.ts';
