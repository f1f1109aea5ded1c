import { everySuite } from './every-suite.ts';
import { postgresql } from './postgresql.ts';

everySuite(postgresql);
