// Facts that are no metric: of the visit, of the clock, of traits, place, source, device and page; and what the page and
// the edge tell of them.
export { factsKinds as kinds } from '../../shared/metrics/facts-kinds.ts';
export { keepingFor, keepingOf } from '../facts-read.ts';
export { declaredTraits } from '../ingest/index.ts';
export { placeIn } from '../loader/place.ts';
