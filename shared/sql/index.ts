/**
 * Definitions compiled to DuckDB SQL: a third opinion beside the engine and its meaning, and a way
 * through logs that outgrow one process. Text in, text out; says by name what has no SQL form.
 */
export { compileSql } from './compile.ts';
export type { CompiledSql, SqlOptions, Unsupported } from './compile.ts';
