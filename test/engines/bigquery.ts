import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { type Log, type SqlEngine, columnsOf, rowsOf } from '../shared/sql/engine.ts';
import { packageOf } from './packages.ts';

type Call = (request: object, answer: (error: Error | null, value: Answer) => void) => void;
interface Service {
  readonly waitForReady: (deadline: number, ready: (error?: Error) => void) => void;
  readonly close: () => void;
  readonly [method: string]: unknown;
}
interface Answer {
  productMode?: number;
  readonly content?: {
    readonly tableData: { readonly row?: readonly { readonly cell: readonly Cell[] }[] };
  };
}
type Cell = Readonly<Record<string, unknown>>;
interface Table {
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly rows: readonly (readonly Cell[])[];
}

const EXTERNAL = 1;
const MOST_BYTES = 2 ** 28;
const EVENTS = [
  ['visitor', 'TYPE_STRING'],
  ['time', 'TYPE_TIMESTAMP'],
  ['seq', 'TYPE_INT64'],
  ['name', 'TYPE_STRING'],
  ['props', 'TYPE_JSON'],
] as const;

/** It keeps no table from one question to the next: one is enough for all that are open. */
let evaluator: ReturnType<typeof start> | null = null;
let users = 0;

/** GoogleSQL's own evaluator, a program of its own that is asked over the loopback. */
export const bigquery: SqlEngine = {
  dialect: 'bigquery',
  slowness: 8,
  // It has 128 MB.
  atOnce: 100,
  holds: (text) => text,
  async open() {
    const { service } = await (evaluator ??= start());
    users += 1;
    const call = (method: string, request: object): Promise<Answer> =>
      new Promise((resolve, reject) => {
        (service[method] as Call).call(service, request, (error, value) =>
          error ? reject(error) : resolve(value),
        );
      });
    const languageOptions = await call('getLanguageOptions', { maximumFeatures: true });
    languageOptions.productMode = EXTERNAL;
    const tables = new Map<string, Table>();
    return {
      async run({ query }) {
        const { content } = await call('evaluateQuery', {
          sql: query,
          options: { languageOptions, defaultTimezone: 'UTC' },
          simpleCatalog: {
            name: 'catalog',
            builtinFunctionOptions: { languageOptions },
            table: [...tables].map(([name, { columns }]) => ({
              name,
              column: columns.map(([column, typeKind]) => ({ name: column, type: { typeKind } })),
            })),
          },
          tableContent: Object.fromEntries(
            [...tables].map(([name, { rows }]) => [
              name,
              { tableData: { row: rows.map((cell) => ({ cell })) } },
            ]),
          ),
        });
        return (content?.tableData.row ?? []).map(({ cell }) => cell.map(valueOf));
      },
      load(log) {
        tables.set('events', { columns: EVENTS, rows: cellsOf(log) });
        return Promise.resolve();
      },
      tell(facts) {
        tables.set('told', {
          columns: [
            ['visitor', 'TYPE_STRING'],
            ['facts', 'TYPE_JSON'],
          ],
          rows: [...facts].map(([visitor, told]) => [
            { stringValue: visitor },
            { jsonValue: JSON.stringify(told) },
          ]),
        });
        return Promise.resolve();
      },
      table(name) {
        tables.set(name, { columns: EVENTS, rows: cellsOf([['v', [{ name: 'x', time: 0 }]]]) });
        return Promise.resolve();
      },
      store(name, rows) {
        const columns = columnsOf(rows);
        tables.set(name, {
          columns: columns.map((column) => [column, 'TYPE_JSON']),
          rows: rows.map((row) =>
            columns.map((column) =>
              row[column] == null ? {} : { jsonValue: JSON.stringify(row[column]) },
            ),
          ),
        });
        return Promise.resolve(rows);
      },
      async close() {
        if ((users -= 1) > 0) return;
        const last = evaluator;
        evaluator = null;
        (await last)?.end();
      },
    };
  },
};

const cellsOf = (log: Log): readonly (readonly Cell[])[] =>
  rowsOf(log).map(({ visitor, time, seq, name, props }) => {
    const seconds = Math.floor(time / 1000);
    return [
      { stringValue: visitor },
      { timestampValue: { seconds, nanos: (time - seconds * 1000) * 1e6 } },
      { int64Value: seq },
      { stringValue: name },
      { jsonValue: props },
    ];
  });

const valueOf = (cell: Cell): unknown => {
  const [kind] = Object.keys(cell).filter((key) => key !== 'value' && cell[key] != null);
  const value = kind === undefined ? null : cell[kind];
  return kind === 'int64Value' ? Number(value) : value;
};

/** The evaluator on a free port. */
async function start() {
  const { loadPackageDefinition, credentials } = packageOf('@grpc/grpc-js') as {
    loadPackageDefinition: (definition: unknown) => {
      zetasql: {
        local_service: {
          ZetaSqlLocalService: new (
            address: string,
            credentials: unknown,
            options: object,
          ) => Service;
        };
      };
    };
    credentials: { createInsecure: () => unknown };
  };
  const { loadSync } = packageOf('@grpc/proto-loader') as {
    loadSync: (file: string, options: object) => unknown;
  };
  const folder = join(dirname(resolved('@fivetrandevelopers/zetasql/package.json')), 'lib/zetasql');
  const port = await freePort();
  const program = spawn(join(folder, 'remote_server.so'), ['localhost', String(port)], {
    stdio: 'ignore',
  });
  const definition = loadSync('local_service.proto', {
    defaults: false,
    oneofs: true,
    longs: String,
    includeDirs: [join(folder, 'protos')],
  });
  const { ZetaSqlLocalService } = loadPackageDefinition(definition).zetasql.local_service;
  const service = new ZetaSqlLocalService(`127.0.0.1:${port}`, credentials.createInsecure(), {
    'grpc.max_send_message_length': MOST_BYTES,
    'grpc.max_receive_message_length': MOST_BYTES,
  });
  await new Promise<void>((resolve, reject) => {
    service.waitForReady(Date.now() + 60_000, (error) => (error ? reject(error) : resolve()));
  });
  return {
    service,
    end() {
      service.close();
      program.kill();
    },
  };
}

const resolved = (name: string): string => (packageOf as unknown as NodeJS.Require).resolve(name);

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
