import { duckdb } from './duckdb.ts';
import { examplesSuite } from './suites/examples.ts';

examplesSuite(duckdb);
