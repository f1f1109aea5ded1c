// What a command prints with --json: one document, of the shape that is promised for it, or what failed.
export { SHAPES, FAILURE, elsewhere } from './shapes.ts';
export type { Analysis, Answers, CommandName, FailureAnswer } from './shapes.ts';
export { tellFailure, tellJson } from './tell.ts';
