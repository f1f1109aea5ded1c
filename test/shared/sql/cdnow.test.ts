import { duckdb } from './duckdb.ts';
import { cdnowSuite } from './suites/cdnow.ts';

cdnowSuite(duckdb);
