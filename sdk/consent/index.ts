// Consent: three purposes, unknown is denied, and one small record of the visitor's answer.
export { createConsent } from './consent.ts';
export type { Consent, ConsentOptions } from './consent.ts';
export { NOTHING_SHOWN, openRecord } from './record.ts';
export { saidIn } from './purposes.ts';
export type { LocalRecord, RecordStore } from './record.ts';
export { browserSignal } from './signals.ts';
