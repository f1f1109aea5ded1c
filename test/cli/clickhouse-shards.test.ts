import { describe, expect, it } from 'vitest';
import { shardsOf, sharesOf } from '../../cli/databases/clickhouse-shards.ts';

describe('a table of ClickHouse behind a Distributed one', () => {
  it('is known by how the engine is written out', () => {
    const shards = { cluster: 'shop', database: 'web', table: 'events_local' };
    for (const engine of [
      "Distributed('shop', 'web', 'events_local')",
      "Distributed('shop', 'web', 'events_local', rand())",
      "Distributed('shop', 'web', 'events_local', cityHash64(user_id), 'policy') SETTINGS fsync_after_insert = 1",
      'Distributed(shop, web, events_local, rand())',
      'Distributed(`shop`, `web`, `events_local`)',
    ])
      expect(shardsOf(engine)).toEqual(shards);
    expect(shardsOf("Distributed('shop', '', 'it\\'s')")).toEqual({
      cluster: 'shop',
      database: '',
      table: "it's",
    });
    for (const engine of ['MergeTree ORDER BY user_id', "Merge('web', '^events')", 'Distributed()'])
      expect(shardsOf(engine)).toBeNull();
  });

  const ask =
    (shards: number, engine = "Distributed('shop', 'web', 'events_local', rand())") =>
    (query: string) =>
      Promise.resolve(query.includes('system.clusters') ? [[shards]] : [['events', engine, 'web']]);
  const sharesIn = (table: readonly string[], ...asked: Parameters<typeof ask>) =>
    sharesOf('http://db.example', { table, columns: {} }, ask(...asked));

  it('is what one shard has, where there are several', async () => {
    const warning = [
      'events_local is what one of 3 shards holds, and so are the numbers: --table events names what all of them hold.',
    ];
    expect(await sharesIn(['events_local'], 3)).toEqual(warning);
    expect(await sharesIn(['events_local'], 3, "Distributed('shop', '', 'events_local')")).toEqual(
      warning,
    );
    expect(await sharesIn(['web', 'events_local'], 3)).toHaveLength(1);
    expect(await sharesIn(['events_local'], 1)).toEqual([]);
    expect(await sharesIn(['other', 'events_local'], 3)).toEqual([]);
    expect(await sharesIn(['events'], 3)).toEqual([]);
  });
});
