import { duckdb } from './duckdb.ts';
import { overTimeSuite } from './suites/over-time.ts';

overTimeSuite(duckdb);
