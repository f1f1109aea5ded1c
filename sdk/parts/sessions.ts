// Metrics of sessions, and of other metrics.
export { sessionsKinds as kinds } from '../../shared/metrics/sessions-kinds.ts';
