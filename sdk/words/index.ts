// Words: in which language a visitor is spoken to, and the file of its words. English is built into whoever speaks.
export { findSpeech } from './speech.ts';
export type { Speech, SpeechOptions } from './speech.ts';
