// What the visitors of a log show: how values are spread, what tells groups apart, how another log differs, where to cut.
export { analysisJson } from './answer.ts';
export type { Found } from './answer.ts';
export { clustersOf, clustersThen } from './clusters.ts';
export { crowdStore } from './crowd.ts';
export type { Crowd } from './crowd.ts';
export { compare, drift } from './differences.ts';
export { requireRfm, rfmTiers, spreadsOf } from './findings.ts';
export { analysisSvg } from './svg/index.ts';
export { analysisText } from './text.ts';
