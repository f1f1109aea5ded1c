import { everySuite } from './every-suite.ts';
import { clickhouse } from './clickhouse.ts';

everySuite(clickhouse);
