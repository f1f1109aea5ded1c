import { join } from 'node:path';
import { build } from 'esbuild';

/** The Worker of a checkout as one module, as wrangler would make it. `rows`: one that also tells what its objects read and write. */
export async function bundleWorker(checkout = '.', rows = false): Promise<string> {
  const { outputFiles } = await build({
    ...(rows
      ? { stdin: { contents: COUNTING, resolveDir: join(checkout, 'worker'), loader: 'ts' } }
      : { entryPoints: [join(checkout, 'worker/index.ts')] }),
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker'],
    external: ['cloudflare:*'],
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles?.[0]?.text ?? '';
}

/** Where the Worker with rows tells them, and where a site's shards do what their alarms would, 60 days on. */
export const ROWS_PATH = '/rows';
export const LATER_PATH = '/later';

/** Every cursor says what it read and wrote, which is what is billed; an alarm that is set is one more. */
const COUNTING = `
import app, { SiteObject as Site } from './index.ts';
import { SHARDS, shardStub } from './shards.ts';
const cursors = [];
let alarms = 0;
export class SiteObject extends Site {
  constructor(ctx, env) {
    super(ctx, env);
    const { storage } = ctx;
    const exec = storage.sql.exec.bind(storage.sql);
    storage.sql.exec = (...args) => {
      const cursor = exec(...args);
      cursors.push(cursor);
      return cursor;
    };
    const setAlarm = storage.setAlarm.bind(storage);
    storage.setAlarm = (at) => {
      alarms += 1;
      return setAlarm(at);
    };
  }
  bytes() {
    return this.ctx.storage.sql.databaseSize;
  }
  async later() {
    const now = Date.now;
    Date.now = () => now() + 60 * 86_400_000;
    try {
      await this.alarm();
    } finally {
      Date.now = now;
    }
  }
}
export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname === '${LATER_PATH}') {
      const site = new URL(request.url).searchParams.get('site');
      for (let shard = 0; shard < SHARDS; shard++) await shardStub(env, site, shard).later();
      return new Response(null, { status: 204 });
    }
    if (pathname !== '${ROWS_PATH}') return app.fetch(request, env, context);
    let [read, written] = [0, alarms];
    for (const cursor of cursors) {
      read += cursor.rowsRead;
      written += cursor.rowsWritten;
    }
    let bytes = 0;
    const site = new URL(request.url).searchParams.get('site');
    for (let shard = 0; shard < SHARDS; shard++) bytes += await shardStub(env, site, shard).bytes();
    return Response.json({ read, written, bytes });
  },
};
`;
