import { count } from '../../shared/counting/index.ts';
import { literal } from './clickhouse-estimate.ts';
import { requireRows } from './shapes.ts';
import { tableText } from './table.ts';
import type { Table } from './table.ts';

type Ask = (query: string) => Promise<readonly (readonly unknown[])[]>;

/** What a `Distributed` table reads: a table on every shard of a cluster. */
export interface Shards {
  readonly cluster: string;
  /** Empty: each shard's own. */
  readonly database: string;
  readonly table: string;
}

const ARGUMENT = String.raw`\s*(?:'((?:[^'\\]|\\.)*)'|` + '`([^`]*)`' + String.raw`|([\w.]+))\s*`;
const ENGINE = new RegExp(`^Distributed\\(${ARGUMENT},${ARGUMENT},${ARGUMENT}[,)]`);

/** Of an engine as `system.tables` writes it out: `Distributed('shop', 'web', 'events_local', rand())`. */
export function shardsOf(engine: string): Shards | null {
  const found = ENGINE.exec(engine);
  if (!found) return null;
  const argument = (place: number): string => {
    const [quoted, ticked, bare] = found.slice(place * 3 + 1);
    return quoted?.replace(/\\(.)/g, '$1') ?? ticked ?? bare ?? '';
  };
  return { cluster: argument(0), database: argument(1), table: argument(2) };
}

/** Where a table is what one shard of several has, that it is, and which table has it all. */
export async function sharesOf(name: string, asked: Table, ask: Ask): Promise<readonly string[]> {
  const [table = '', database] = asked.table.toReversed();
  const found = requireRows(
    name,
    await ask(
      "SELECT if(database = currentDatabase(), name, database || '.' || name), engine_full, currentDatabase() FROM system.tables WHERE engine = 'Distributed'",
    ),
    ['any', 'any', 'any'],
  );
  const shares: string[] = [];
  for (const [whole, engine, current] of found) {
    const shards = shardsOf(String(engine));
    const isOf = shards?.table === table && isIn(shards.database, database ?? String(current));
    if (!isOf) continue;
    const counted = await ask(
      `SELECT uniqExact(shard_num) FROM system.clusters WHERE cluster = ${literal(shards.cluster)}`,
    );
    const [[several = 0] = []] = requireRows(name, counted, ['count'], 1);
    if (Number(several) > 1)
      shares.push(
        `${tableText(asked)} is what one of ${count(Number(several))} shards holds, and so are the numbers: --table ${String(whole)} names what all of them hold.`,
      );
  }
  return shares;
}

const isIn = (database: string, asked: string): boolean => database === '' || database === asked;
