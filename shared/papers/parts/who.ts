import { type Block, type Inline, type Row, type Text, table } from '../paper.ts';
import { countries, type Writer } from '../writer.ts';

/** Controller, officer, notice and processors, as far as the definitions name them. */
export function whoTable(writer: Writer): Block | null {
  const { controller } = writer.account;
  const { labels } = writer.words;
  if (!controller) return null;
  const { name, contact, officer, notice, processors = [] } = controller;
  const rows: Row[] = [
    [[labels.controller], [name]],
    [[labels.contact], [contact]],
    ...(officer === undefined ? [] : [[[labels.officer], [officer]]]),
    ...(notice === undefined ? [] : [[[labels.notice], [linkTo(notice)]]]),
    ...processors.map((one): Row => {
      const parts = [
        one.name,
        ...(one.for === undefined ? [] : [writer.ofOwner(one.for)]),
        ...(one.country === undefined ? [] : [countries(writer, [one.country])]),
      ];
      return [[labels.processor], [parts.join(', ')]];
    }),
  ];
  return table([labels.data, labels.said], rows);
}

/** Only what is a web address is made a link, whatever was signed. */
export const linkTo = (address: string): Inline =>
  /^https:\/\/[^\s"'<>\\]+$/.test(address) ? { href: address, text: address } : address;

/** What has to be answered of who is responsible. */
export function whoQuestions(writer: Writer): readonly Block[] {
  const { controller } = writer.account;
  return [
    ...(controller ? [] : [writer.ask('controller')]),
    writer.ask('joint'),
    ...(controller?.officer === undefined ? [writer.ask('officer')] : []),
  ];
}

/** The member states of the European Union, Iceland, Liechtenstein and Norway. */
const EEA: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
    ' ',
  ),
);

/** What is known of transfers, and what has to be answered. */
export function transfers(writer: Writer): readonly Block[] {
  const { processors = [] } = writer.account.controller ?? {};
  const named = (country: string | undefined, name: string) =>
    country === undefined ? name : `${name} (${countries(writer, [country])})`;
  const said = (all: typeof processors): Text => [
    writer.list(all.map(({ name, country }) => named(country, name))),
  ];
  const inside = processors.filter(({ country }) => country !== undefined && EEA.has(country));
  const outside = processors.filter(({ country }) => country !== undefined && !EEA.has(country));
  const unknown = processors.filter(({ country }) => country === undefined);
  const { transfers: words } = writer.words;
  return [
    ...(outside.length > 0
      ? [
          { kind: 'text', text: writer.say(words.outside, { list: said(outside) }) } as const,
          writer.ask('transfer', { list: said(outside) }),
        ]
      : []),
    ...(processors.length > 0 && inside.length === processors.length
      ? [{ kind: 'text', text: writer.say(words.inside, { list: said(inside) }) } as const]
      : []),
    ...(unknown.length > 0 ? [writer.ask('country', { list: said(unknown) })] : []),
    ...(processors.length === 0 ? [writer.ask('transferUnknown')] : []),
  ];
}
