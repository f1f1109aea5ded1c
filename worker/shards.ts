/** Where a site's memory, and its shards, are found. */
export interface Sites<Site extends Rpc.DurableObjectBranded> {
  /** One object per site, and one per site and counting shard. */
  readonly SITES: DurableObjectNamespace<Site>;
}

/** Objects over which a site's counters are spread. Changing it lets a report count again that came before. */
export const SHARDS = 8;

export function siteStub<Site extends Rpc.DurableObjectBranded>(
  { SITES }: Sites<Site>,
  site: string,
): DurableObjectStub<Site> {
  return SITES.get(SITES.idFromName(site));
}

/** Where the Worker gathers its own metrics. `#` occurs in no site's name. */
export function metricsStub<Site extends Rpc.DurableObjectBranded>(
  env: Sites<Site>,
): DurableObjectStub<Site> {
  return siteStub(env, '#metrics');
}

/** `#` occurs in no site's name, so a shard is never mistaken for a site. */
export function shardStub<Site extends Rpc.DurableObjectBranded>(
  env: Sites<Site>,
  site: string,
  shard: number,
): DurableObjectStub<Site> {
  return siteStub(env, `${site}#${shard}`);
}

/** All shards of a site. */
export function shardStubs<Site extends Rpc.DurableObjectBranded>(
  env: Sites<Site>,
  site: string,
): readonly DurableObjectStub<Site>[] {
  return Array.from({ length: SHARDS }, (_, shard) => shardStub(env, site, shard));
}
