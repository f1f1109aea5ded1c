import { normalForm } from '../counting/normal-form.ts';
import type { Definitions } from '../definitions/types.ts';

/** A part of definitions that answers as the whole does, and a text that is the same for parts that mean the same. */
export interface CutDown {
  readonly definitions: Definitions;
  readonly meaning: string;
}

/** Of definitions what a segment or metric reads (`segment.ID`, `metric.ID`): a keystroke elsewhere changes nothing here. */
export function cutDown(definitions: Definitions, root: string): CutDown {
  const form = normalForm(definitions);
  const reached = form.reached(root);
  const places = new Map(reached.map((read, place) => [read, String(place)]));
  const only = <T>(
    kind: string,
    all: { readonly [id: string]: T } = {},
  ): { readonly [id: string]: T } =>
    Object.fromEntries(Object.entries(all).filter(([id]) => places.has(`${kind}.${id}`)));
  const { covey, site, version, issued, expires, groups = {} } = definitions;
  const { session, events, savedGroups, traits } = definitions;
  const meant = {
    ...(session && { session }),
    ...(events && { events }),
    ...(savedGroups && { savedGroups }),
    ...(traits && { traits }),
  };
  const segments = only('segment', definitions.segments);
  const among = Object.entries(groups).map(([id, group]) => {
    const kept = group.segments.filter((one) => Object.hasOwn(segments, one));
    return [id, { ...group, segments: kept }] as const;
  });
  return {
    definitions: {
      covey,
      site,
      version,
      issued,
      expires,
      ...meant,
      metrics: only('metric', definitions.metrics),
      segments,
      groups: Object.fromEntries(among.filter(([, { segments: kept }]) => kept.length > 1)),
    },
    meaning: JSON.stringify([
      reached.map((read) => form.write(read, (other) => places.get(other) ?? other)),
      meant,
    ]),
  };
}

/** All that a segment or metric reads, itself or through others (`metric.ID`, `segment.ID`), also those before it in a group. */
export const readBy = (definitions: Definitions, root: string): ReadonlySet<string> =>
  new Set(normalForm(definitions).reached(root));
