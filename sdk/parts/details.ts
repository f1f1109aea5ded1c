// Properties of events, windows that are no length, facts that are no metric; and the kinds that most such documents have.
export { detailsKinds } from '../../shared/metrics/details-kinds.ts';
