import {
  type Block,
  head as subhead,
  list,
  type Section,
  section,
  table,
  text,
  type Text,
} from '../paper.ts';
import { consent, basisQuestions, purposes } from '../parts/purposes.ts';
import { recipientQuestions, recipients } from '../parts/recipients.ts';
import { transfers, whoQuestions, whoTable } from '../parts/who.ts';
import { codes } from '../voice.ts';
import { countries, headed, type Writer } from '../writer.ts';
import { onDevice, onServer } from './retention.ts';

/** Art. 30(1) GDPR, letter by letter. */
export function record(writer: Writer): readonly Section[] {
  const { heads, measures } = writer.words;
  const head = (name: keyof typeof heads, place: string) => headed(writer, heads[name], place);
  return [
    section('controller', head('controller', '30.1.a'), whoTable(writer), ...whoQuestions(writer)),
    section(
      'purposes',
      head('purposes', '30.1.b'),
      purposes(writer),
      consent(writer),
      ...basisQuestions(writer),
    ),
    section('subjects', head('subjects', '30.1.c'), ...subjects(writer)),
    section(
      'recipients',
      head('recipients', '30.1.d'),
      ...recipients(writer),
      ...recipientQuestions(writer),
    ),
    section('transfers', head('transfers', '30.1.e'), ...transfers(writer)),
    section(
      'limits',
      head('limits', '30.1.f'),
      subhead(heads.device),
      ...onDevice(writer),
      subhead(heads.edge),
      ...onServer(writer),
    ),
    section(
      'security',
      head('security', '30.1.g'),
      list(measures.map((one) => writer.say(one))),
      writer.ask('own'),
    ),
  ];
}

/** Whose data, and which: the categories. */
export function subjects(writer: Writer): readonly Block[] {
  const { subjects: words } = writer.words;
  const { informed, definitions, facts, events } = writer.account;
  const freeText = Object.entries(definitions.traits ?? {}).flatMap(([id, { type, values }]) =>
    type.startsWith('string') && values === undefined ? [id] : [],
  );
  const { labels, categories } = writer.words;
  const rows: (readonly [string, readonly string[]])[] = [
    [categories.events, events.map(({ name }) => name)],
    [categories.traits, facts.traits],
    [categories.place, facts.place],
    [categories.source, facts.source],
    [categories.device, [...facts.device, ...facts.page]],
    [categories.visit, facts.visit],
    [categories.variants, facts.variants],
    [categories.answers, Object.keys(definitions.surveys ?? {})],
    [categories.segments, writer.account.segments.map(([id]) => id)],
    [categories.reports, (writer.account.counts?.questions ?? []).map(({ id }) => id)],
  ];
  return [
    list([
      writer.say(words.who, { site: definitions.site }),
      ...(informed.length > 0
        ? [writer.say(words.informed, { countries: countries(writer, informed) })]
        : []),
    ]),
    table(
      [labels.category, labels.data],
      rows.flatMap(([name, all]): Text[][] => (all.length > 0 ? [[[name], codes(all)]] : [])),
    ),
    text(...writer.say(words.sensitive)),
    writer.ask('special'),
    ...(freeText.length > 0 ? [writer.ask('freeText', { list: codes(freeText) })] : []),
    writer.ask('children'),
  ];
}
