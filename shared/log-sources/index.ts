// What other tools export, as a log: by the tables of names that the bridges in the page use. Pure: who opens files gives rows.
export { createIntake } from './intake.ts';
export type { Intake, IntakeOptions, NotMapped, TakenIn } from './intake.ts';
export { formOf, takeObject } from './forms/index.ts';
export type { Form, FormOptions } from './forms/index.ts';
export { REASONS } from './reasons.ts';
export type { Reason } from './reasons.ts';
export { objectOf } from './fields.ts';
export { isMarked } from './marks.ts';
export { LOG_SOURCES, sourceNamed } from './sources.ts';
export { fileRows, isPath } from './sql/files.ts';
export { sourceView } from './sql/view.ts';
export type { SourceView, ViewOptions } from './sql/view.ts';
export type { EngineName } from './sql/engines/index.ts';
export type { Heard, LogSource, Row, Told } from './types.ts';
