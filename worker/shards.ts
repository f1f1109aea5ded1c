import type { Env } from './env.ts';
import type { SiteObject } from './site-object.ts';

/** Objects over which a site's counters are spread. Changing it lets a report count again that came before. */
export const SHARDS = 8;

export function siteStub(env: Env, site: string): DurableObjectStub<SiteObject> {
  return env.SITES.get(env.SITES.idFromName(site));
}

/** `#` occurs in no site's name, so a shard is never mistaken for a site. */
export function shardStub(env: Env, site: string, shard: number): DurableObjectStub<SiteObject> {
  return env.SITES.get(env.SITES.idFromName(`${site}#${shard}`));
}
