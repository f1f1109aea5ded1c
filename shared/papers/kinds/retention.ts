import { MAX_RETENTION_MS } from '../../definitions/durations.ts';
import { type Block, list, type Section, section, text } from '../paper.ts';
import { deviceTable, edgeTable } from '../parts/stored.ts';
import type { Writer } from '../writer.ts';

/** Everything that is stored, with its period. */
export function retention(writer: Writer): readonly Section[] {
  const { heads } = writer.words;
  return [
    section('device', heads.device, deviceTable(writer), ...limits(writer)),
    section('edge', heads.edge, edgeTable(writer), ...edgeNotes(writer)),
  ];
}

/** What holds for all of it on the device. */
export function limits({ words, say, span }: Writer): readonly Block[] {
  const { periods } = words;
  return [list([say(periods.whole, { most: span(MAX_RETENTION_MS) }), [periods.browser]])];
}

/** What the server does not store. */
export function edgeNotes({ words, account, list: listed, known }: Writer): readonly Block[] {
  const { edge } = words;
  const facts: { readonly [fact: string]: string } = known.facts;
  const { place } = account.facts;
  const parts = listed(place.map((fact) => facts[fact] ?? fact));
  return [
    text(...(place.length > 0 ? [edge.place.replace('{parts}', () => parts), ' '] : []), edge.none),
  ];
}
