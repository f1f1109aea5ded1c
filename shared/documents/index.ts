// The text of a document: JSON with comments. Read with the places of all that is in it, checked, and edited so that comments and layout stay.
export { checkDocument, checkText } from './check-text.ts';
export type { CheckedText, TextFinding } from './check-text.ts';
export { insertAt, renameKey, setAt, setMembers, swapAt } from './edit.ts';
export { parseJsonDocument } from './json-document.ts';
export type { JsonDocument, TextPlace } from './json-document.ts';
export { withDefinitions } from './merge.ts';
export type { Added, Merged } from './merge.ts';
export { readersOf } from './readers.ts';
export type { Place } from './readers.ts';
export { renamed, renamedText } from './renamed.ts';
export type { NewName } from './renamed.ts';
