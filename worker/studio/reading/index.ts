// In which language definitions are read out: chosen by whoever reads, and remembered by the browser. The studio itself
// speaks English.
export { ChooseLanguage } from './choose-language.tsx';
export { READING_LANGUAGES, type ReadingLanguage, spoken, wordsOf } from './language.ts';
