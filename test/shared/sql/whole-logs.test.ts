import { duckdb } from './duckdb.ts';
import { wholeLogsSuite } from './suites/whole-logs.ts';

wholeLogsSuite(duckdb);
