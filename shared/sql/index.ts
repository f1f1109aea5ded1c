/**
 * Definitions compiled to SQL: a third opinion beside the engine and its meaning, and a way
 * through logs that outgrow one process. Text in, text out; says by name what has no SQL form.
 */
export { compileSql } from './compile.ts';
export type { CompiledSql, SqlOptions, Unsupported } from './compile.ts';
export { DIALECTS } from './dialects/index.ts';
export type { Dialect, DialectName } from './dialects/index.ts';
export type { LogColumns, PropertyColumn } from './query.ts';
export type { Script } from './dialects/index.ts';
export type { AsPageWrites } from './log.ts';
export { MOST_SEQUENCES } from './jumps.ts';
export { repeatsOf } from './reads.ts';
export { compileLook } from './look.ts';
export type { Look } from './look.ts';
