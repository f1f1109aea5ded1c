// Sources: for definitions that ask where a visit came from.
export { readSources } from '../read-sources.ts';
