// Reports of simulated visitors, sent to a running Worker as their browsers would, and what was true of these visitors.
export { sendReports, type SentReports } from './send.ts';
export { addTruth, TRUTH_FILE } from './truth.ts';
