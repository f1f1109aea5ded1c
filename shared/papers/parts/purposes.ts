import { type Block, list, text } from '../paper.ts';
import { countries, type Writer } from '../writer.ts';

type Purpose = 'personalisation' | 'measurement' | 'activation';

/** What the definitions are for: what is shown, what is counted, what is handed on. */
export function purposesOf({ account }: Writer): readonly Purpose[] {
  const { segments, counts, recipients, definitions } = account;
  const isShown =
    segments.some(([, { shadow }]) => !shadow) ||
    Object.keys(definitions.experiences ?? {}).length > 0;
  return [
    ...(isShown ? (['personalisation'] as const) : []),
    ...(counts ? (['measurement'] as const) : []),
    ...(recipients.length > 0 ? (['activation'] as const) : []),
  ];
}

export function purposes(writer: Writer): Block {
  const all = purposesOf(writer);
  if (all.length === 0) return text(writer.words.purposes.none);
  const { activation } = writer.account.definitions;
  const purpose = activation ? writer.ofOwner(activation.purpose) : '';
  return list(all.map((one) => writer.say(writer.words.purposes[one], { purpose })));
}

export function consent(writer: Writer): Block {
  const { consent: words } = writer.words;
  const { informed, definitions } = writer.account;
  const version = definitions.consent?.text;
  return list([
    writer.say(words.ask),
    ...(informed.length > 0
      ? [writer.say(words.inform, { countries: countries(writer, informed) })]
      : []),
    [words.withdraw],
    ...(version === undefined ? [] : [writer.say(words.text, { n: String(version) })]),
  ]);
}

/** The legal basis of each purpose is the owner's to state. */
export function basisQuestions(writer: Writer): readonly Block[] {
  const { informed } = writer.account;
  return [
    ...purposesOf(writer).map((one) =>
      writer.ask('basis', { purpose: writer.words.purposeNames[one] }),
    ),
    ...(informed.length > 0
      ? [writer.ask('inform', { countries: countries(writer, informed) })]
      : []),
    writer.ask('interests'),
  ];
}
