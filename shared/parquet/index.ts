// Parquet, column by column: which rows there are, and what they say, as JSON has it. Pure: who opens files gives bytes.
export { instantsAsNumbers, openParquet, parquetLines } from './parquet.ts';
export type { CodedColumn } from './coded-column.ts';
export type { CodedColumns } from './coded-columns.ts';
export type { Parquet, ParquetSource, RowRange } from './parquet.ts';
