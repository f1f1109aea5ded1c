import { duckdb } from './duckdb.ts';
import { propertyColumnsSuite } from './suites/property-columns.ts';

propertyColumnsSuite(duckdb);
