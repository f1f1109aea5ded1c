import type { Json } from '../shared/definitions/types.ts';
import type { HostFacts } from '../shared/engine/types.ts';
import { ignoredHosts } from '../shared/sources/index.ts';
import { heeded, sourceOf } from './capture/source.ts';
import type { Arrival, Source } from './capture/index.ts';
import { touch, type Happening, type Touches } from './ingest/touches.ts';

/** Where visits come from, by definitions that name these hosts as ones that no visit comes from. */
export function readSources(named?: readonly string[]) {
  const ignored = ignoredHosts(named);
  const told = <T extends undefined>(arrival: Partial<Source> | Arrival | null | T) =>
    arrival && 'href' in arrival ? sourceOf(arrival as Arrival) : arrival;
  return {
    /** What an arrival tells. */
    told,
    /** What is said of a session as it begins; of it is stored what definitions read. */
    sessionStart(device: HostFacts['device'], touches: Touches | null) {
      const { source, medium, campaign, channel } = touches?.session ?? {};
      const said = { device_type: device?.['type'], source, medium, campaign, channel };
      return Object.fromEntries(
        Object.entries(said).filter(([, value]) => value !== undefined && value !== null),
      ) as { readonly [key: string]: Json };
    },
    touch: (before: Touches | null, arrival: Partial<Source> | Arrival | null, at: Happening) =>
      touch(before, heeded(told(arrival) ?? null, ignored), at),
  };
}
