// Parts: what only some pages need is in files of its own, loaded by their hash when they are needed.
export { codeFor } from './code.ts';
export { BUILD } from './files.ts';
export type { PartFile } from './files.ts';
export { createPartLoader } from './parts.ts';
export type { LoadPart, PartLoader, PartName, Parts } from './parts.ts';
