// The site's data layer: on a page that has one.
export { createLayerReader } from '../capture/data-layer.ts';
