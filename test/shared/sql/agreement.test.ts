import { duckdb } from './duckdb.ts';
import { agreementSuite } from './suites/agreement.ts';

agreementSuite(duckdb);
