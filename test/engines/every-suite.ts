import { describe } from 'vitest';
import type { SqlEngine } from '../shared/sql/engine.ts';
import {
  agreementSuite,
  cdnowSuite,
  conditionsSuite,
  examplesSuite,
  hostileSuite,
  longVisitorSuite,
  overTimeSuite,
  propertyColumnsSuite,
  wholeLogsSuite,
} from '../shared/sql/suites/index.ts';
import { viewsSuite } from '../shared/log-sources/views-suite.ts';

/** What DuckDB is held to in `test/shared/sql`, of another engine. */
export const everySuite = (engine: SqlEngine): void => {
  describe(engine.dialect, () => {
    conditionsSuite(engine);
    hostileSuite(engine);
    overTimeSuite(engine);
    longVisitorSuite(engine);
    wholeLogsSuite(engine);
    propertyColumnsSuite(engine);
    examplesSuite(engine);
    agreementSuite(engine);
    cdnowSuite(engine);
    viewsSuite(engine);
  });
};
