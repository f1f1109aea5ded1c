import { type Block, table, text } from '../paper.ts';
import { codes } from '../voice.ts';
import type { Writer } from '../writer.ts';

/** Who receives what, as the definitions say. */
export function recipients(writer: Writer): readonly Block[] {
  const { recipients: words, labels } = writer.words;
  const { recipients: all } = writer.account;
  return [
    ...(all.length === 0 ? [text(words.none)] : []),
    text(words.edge),
    ...(all.length === 0
      ? []
      : [
          text(words.activated),
          table(
            [labels.way, labels.recipients, labels.handed],
            all.map(({ target, names, ids }) => [
              [words.ways[target]],
              [writer.list(names)],
              codes(ids),
            ]),
          ),
        ]),
  ];
}

/** Who else there may be is the owner's to say. */
export function recipientQuestions(writer: Writer): readonly Block[] {
  const names = (writer.account.controller?.processors ?? []).map(({ name }) => name);
  return [
    names.length === 0
      ? writer.ask('processors')
      : writer.ask('contracts', { list: writer.list(names) }),
    writer.ask('logs'),
    writer.ask('recipients'),
  ];
}
