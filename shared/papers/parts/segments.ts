import { keptMs } from '../account.ts';
import { type Block, type Text, table, text } from '../paper.ts';
import { headOf } from './head.ts';
import type { Writer } from '../writer.ts';

/** Every segment: what it means, how long a visitor stays, what for. */
export function segmentsTable(writer: Writer): Block {
  const { segments, labels } = writer.words;
  const all = writer.account.segments;
  if (all.length === 0) return text(segments.none);
  return table(
    [labels.segment, labels.meaning, labels.stays, labels.used],
    all.map(([id, segment]) => {
      const stay = keptMs(segment);
      const uses = [
        segment.shadow ? segments.hidden : segments.shown,
        ...(segment.count ? [segments.counted] : []),
        ...(writer.account.recipients.some(({ ids }) => ids.includes(id)) ? [segments.handed] : []),
      ];
      return [
        headOf(id, segment.name),
        meaningOf(writer, id),
        stay === null
          ? [segments.ever]
          : stay === 0
            ? [segments.noStay]
            : writer.say(segments.stays, { time: writer.span(stay) }),
        [uses.join(', ')],
      ];
    }),
  );
}

/** A reading has the owner's description in it. */
function meaningOf(writer: Writer, id: string): Text {
  const { description } = writer.account.definitions.segments[id] ?? {};
  const [line, ...more] = writer.meaning(id);
  return [
    line === undefined ? (description ?? writer.words.labels.notStated) : [line, ...more].join(' '),
  ];
}
