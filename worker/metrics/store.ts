import { addSeries, type Series } from './series.ts';

/** What all isolates have told, in one row of one object's SQLite. */
export class MetricsStore {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  add(more: Series): void {
    const { sql } = this.#storage;
    sql.exec('CREATE TABLE IF NOT EXISTS metrics (id INTEGER PRIMARY KEY, series TEXT NOT NULL)');
    const series = this.read();
    addSeries(series, more);
    sql.exec(
      'INSERT INTO metrics (id, series) VALUES (0, ?) ON CONFLICT DO UPDATE SET series = excluded.series',
      JSON.stringify(series),
    );
  }

  read(): Series {
    const { sql } = this.#storage;
    const tables = sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'metrics'`).toArray();
    if (tables.length === 0) return {};
    const [row] = sql.exec<{ series: string }>('SELECT series FROM metrics').toArray();
    return row ? (JSON.parse(row.series) as Series) : {};
  }
}
