// Properties of events, windows that are no length; and the kinds that most such documents have.
export { detailsKinds as kinds } from '../../shared/metrics/details-kinds.ts';
