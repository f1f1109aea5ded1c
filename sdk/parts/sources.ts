// Sources: for definitions that ask where a visit came from, or on what device.
export { deviceFacts } from '../capture/device.ts';
export { readSources } from '../read-sources.ts';
