import { MAX_RETENTION_MS } from '../../definitions/durations.ts';
import { type Block, list, type Section, section, text } from '../paper.ts';
import { deviceTable, edgeTable } from '../parts/stored.ts';
import type { Writer } from '../writer.ts';

/** Everything that is stored, with its period. */
export function retention(writer: Writer): readonly Section[] {
  const { heads } = writer.words;
  return [
    section('device', heads.device, ...onDevice(writer)),
    section('edge', heads.edge, ...onServer(writer)),
  ];
}

/** What stands on the device, and what holds for all of it. */
export const onDevice = (writer: Writer): readonly Block[] => [
  deviceTable(writer),
  ...limits(writer),
];

/** What stands on the server, and what does not. */
export const onServer = (writer: Writer): readonly Block[] => [
  edgeTable(writer),
  ...edgeNotes(writer),
];

function limits({ words, say, span }: Writer): readonly Block[] {
  const { periods } = words;
  return [list([say(periods.whole, { most: span(MAX_RETENTION_MS) }), [periods.browser]])];
}

function edgeNotes({ words, account, list: listed, known }: Writer): readonly Block[] {
  const { edge } = words;
  const { place } = account.facts;
  const parts = listed(place.map((fact) => known.facts[fact] ?? fact));
  return [
    text(...(place.length > 0 ? [edge.place.replace('{parts}', () => parts), ' '] : []), edge.none),
  ];
}
