// Sites and shards as the routes ask them: with the time that it takes.
import type { Env } from './env.ts';
import { sawObject } from './metrics/isolate.ts';
import { shardStub, siteStub } from './shards.ts';
import type { SiteObject } from './site-object.ts';

type Stub = DurableObjectStub<SiteObject>;

export const siteObject = (env: Env, site: string): Stub => timed('site', siteStub(env, site));

export const shardObject = (env: Env, site: string, shard: number): Stub =>
  timed('shard', shardStub(env, site, shard));

/** A stub answers to any name, so its methods are called on itself, and nothing else is read of it. */
function timed(kind: 'site' | 'shard', stub: Stub): Stub {
  const methods = stub as unknown as { [name: string]: (...args: unknown[]) => Promise<unknown> };
  return new Proxy(stub, {
    get: (_, name) =>
      async function call(...args: unknown[]) {
        const start = Date.now();
        let isOk = false;
        try {
          const answer = await methods[String(name)]?.(...args);
          isOk = true;
          return answer;
        } finally {
          sawObject(kind, Date.now() - start, isOk);
        }
      },
  });
}
