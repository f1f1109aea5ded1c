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

const SUITES = {
  conditionsSuite,
  hostileSuite,
  overTimeSuite,
  longVisitorSuite,
  wholeLogsSuite,
  propertyColumnsSuite,
  examplesSuite,
  agreementSuite,
  cdnowSuite,
};

/** What DuckDB is held to in `test/shared/sql`, of another engine. */
export const everySuite = (engine: SqlEngine): void => {
  describe(engine.dialect, () => {
    // Its database is open all along, and that of each other suite only while that one runs.
    viewsSuite(engine);
    for (const [name, suite] of Object.entries(SUITES)) describe(name, () => suite(engine));
  });
};
