// Definitions files: JSON with comments, or a TypeScript module; what is wrong in them is said with line and column.
export {
  acceptDefinitions,
  checkText,
  printFindings,
  readDefinitions,
} from './definitions-file.ts';
export type { CheckedFile, Finding } from './definitions-file.ts';
export { withDefinitions } from './added.ts';
export { renamed } from './rename.ts';
