import { duckdb } from './duckdb.ts';
import { conditionsSuite } from './suites/conditions.ts';

conditionsSuite(duckdb);
