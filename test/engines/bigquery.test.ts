import { everySuite } from './every-suite.ts';
import { bigquery } from './bigquery.ts';

everySuite(bigquery);
