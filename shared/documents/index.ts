// The text of a document: JSON with comments. Read with the places of all that is in it, checked, and edited so that comments and layout stay.
export { checkDocument, checkText } from './check-text.ts';
export type { CheckedText, TextFinding } from './check-text.ts';
export { renameKey, setAt, setMembers } from './edit.ts';
export { parseJsonDocument } from './json-document.ts';
export type { JsonDocument, TextPlace } from './json-document.ts';
export { withDefinitions } from './merge.ts';
export type { Added, Merged } from './merge.ts';
export { renamed } from './renamed.ts';
export type { NewName } from './renamed.ts';
