// node bench/logs/subject.ts NAME FOLDER [ROUNDS]: one subject in a process of its own; JSON of what it took and answered.
import { join } from 'node:path';
import { inputOf } from '../../cli/input.ts';
import { simulate } from '../../cli/simulate/index.ts';
import { shop } from '../shop.ts';
import * as clickhouse from './clickhouse.ts';
import * as duckdb from './duckdb.ts';
import { type Sizes, measured } from './measured.ts';

const [name = '', folder = '', rounds = '1'] = process.argv.slice(2);
const table = join(folder, 'table.parquet');

const engine = async (): Promise<Sizes> => {
  const { segments } = await simulate({
    definitions: shop,
    input: inputOf(join(folder, 'log.csv')),
    at: null,
    offsetAt: () => 0,
    skipBad: false,
    startProgress: () => ({ update() {}, stop() {} }),
  });
  return Object.fromEntries(segments.map(({ id, members }) => [id, members]));
};

const SUBJECTS: Readonly<Record<string, () => Promise<unknown>>> = {
  engine: () => measured(engine),
  'duckdb-parquet': () => duckdb.ofSegments(table, false),
  'duckdb-table': () => duckdb.ofSegments(table, true),
  'clickhouse-parquet': () => clickhouse.ofSegments(table, false),
  'clickhouse-table': () => clickhouse.ofSegments(table, true),
  questions: () => duckdb.ofQuestions(table, Number(rounds)),
};
const subject = SUBJECTS[name];
if (subject === undefined) throw new Error(`there is no subject ${name}`);
process.stdout.write(JSON.stringify(await subject()));
// Not every database lets its process end.
process.exit(0);
