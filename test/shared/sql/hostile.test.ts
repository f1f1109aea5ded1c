import { duckdb } from './duckdb.ts';
import { hostileSuite } from './suites/hostile.ts';

hostileSuite(duckdb);
