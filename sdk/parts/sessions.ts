// Metrics of sessions, and of other metrics.
export { sessionsKinds } from '../../shared/metrics/sessions-kinds.ts';
