/** What every engine is held to. */
export { agreementSuite } from './agreement.ts';
export { cdnowSuite } from './cdnow.ts';
export { conditionsSuite } from './conditions.ts';
export { examplesSuite } from './examples.ts';
export { hostileSuite } from './hostile.ts';
export { longVisitorSuite } from './long-visitor.ts';
export { overTimeSuite } from './over-time.ts';
export { propertyColumnsSuite } from './property-columns.ts';
export { wholeLogsSuite } from './whole-logs.ts';
