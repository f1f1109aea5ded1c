import { duckdb } from './duckdb.ts';
import { longVisitorSuite } from './suites/index.ts';

longVisitorSuite(duckdb);
