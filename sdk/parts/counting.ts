// Counting: once a period is open, and the definitions count something.
export { startMeasuring } from '../measuring.ts';
