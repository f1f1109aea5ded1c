// What another version of definitions changes: as values, for visitors and for counts, and in words.
export { type Change, changesOf } from './changes.ts';
export { type Meaning, meaningOf } from './meaning.ts';
export { midPeriodText } from './mid-period.ts';
export { type ChangedReading, readingsOf } from './readings.ts';
export { isSame } from './same.ts';
export { type ChangedEntry, changesInWords, type ChangesInWords, effectsInWords } from './words.ts';
