// Random tests replay: the same cases on every run, others with COVEY_SEED=NUMBER or COVEY_SEED=random.
import fc from 'fast-check';

const wanted = process.env['COVEY_SEED'] ?? '20261124';
const seed = wanted === 'random' ? Date.now() >>> 0 : Number(wanted);
process.env['COVEY_SEED'] = String(seed);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
