import { MAX_RETENTION_MS } from '../../definitions/durations.ts';
import { type Block, type Row, type Text, table } from '../paper.ts';
import { codes } from '../voice.ts';
import type { Writer } from '../writer.ts';

const HALF = 'session.landing';

/** What stands on the device: what definitions read, and what the script itself needs. */
export function deviceTable(writer: Writer): Block {
  const { labels } = writer.words;
  return table(
    [labels.data, labels.properties, labels.why, labels.period, labels.removed],
    [...eventRows(writer), ...factRows(writer), ...fixedRows(writer)],
  );
}

/** What stands on the server. */
export function edgeTable(writer: Writer): Block {
  const { edge, labels, removed } = writer.words;
  const rows: Row[] = writer.account.counts
    ? [
        [[edge.counts], [edge.countsWhy], [edge.countsPeriod], [removed.alarm]],
        [[edge.ids], [edge.idsWhy], [edge.idsPeriod], [removed.alarm]],
      ]
    : [];
  return table(
    [labels.data, labels.why, labels.period, labels.removed],
    [...rows, [[edge.documents], [edge.documentsWhy], [edge.documentsPeriod], [removed.owner]]],
  );
}

function eventRows(writer: Writer): Row[] {
  const { kept, removed } = writer.words;
  const known = writer.known.events;
  const titled = (name: string): Text => {
    if (name === '*') return [kept.everyEvent];
    const words = Object.hasOwn(known, name) ? known[name] : undefined;
    return words === undefined
      ? writer.say(kept.events, { name: { code: name } })
      : writer.say(kept.eventsNamed, { name: { code: name }, words });
  };
  return writer.account.events.map(({ name, properties, forMs, metrics, why }) => [
    titled(name),
    properties.length > 0 ? codes(properties) : [kept.time],
    sentences([
      ...(metrics.length > 0 ? [writer.say(kept.whyMetrics, { metrics: codes(metrics) })] : []),
      ...why.map((one) => writer.say(kept.whyHistory, { why: one })),
    ]),
    [writer.span(forMs)],
    [removed.usual],
  ]);
}

function factRows(writer: Writer): Row[] {
  const { kept, removed } = writer.words;
  const { facts, once, sessionTimeoutMs, definitions } = writer.account;
  const history = periodOf(writer);
  const session = writer.say(writer.words.periods.session, {
    time: writer.span(sessionTimeoutMs),
  });
  const row = (what: Text, properties: Text, why: string, period: Text): Row => [
    what,
    properties,
    [why],
    period,
    [removed.usual],
  ];
  const fact = (name: string): Row =>
    row(
      writer.say(kept.fact, { name: { code: name }, words: wordsFor(writer, name) }),
      [],
      kept.factWhy,
      name.startsWith('geo.') || name === HALF ? session : history,
    );
  return [
    ...facts.traits.map((id) => {
      const values = definitions.traits?.[id]?.values ?? [];
      return row(
        writer.say(kept.trait, { name: { code: id } }),
        codes(values.map(String)),
        kept.traitWhy,
        history,
      );
    }),
    ...facts.variants.map((id) =>
      row(
        writer.say(kept.variant, { name: { code: id } }),
        codes(Object.keys(definitions.experiences?.[id]?.variants ?? {})),
        kept.variantWhy,
        history,
      ),
    ),
    ...[...facts.place, ...facts.source, ...facts.device, ...facts.page, ...facts.visit].map(fact),
    ...once.map(([event, property]) =>
      row(
        writer.say(kept.once, { name: { code: event }, property: { code: property } }),
        [],
        kept.onceWhy,
        history,
      ),
    ),
    ...Object.keys(definitions.surveys ?? {}).map((id) =>
      row(writer.say(kept.asked, { name: { code: id } }), [], kept.askedWhy, history),
    ),
  ];
}

/** What the script keeps whatever definitions read. */
function fixedRows(writer: Writer): Row[] {
  const { kept, periods, removed } = writer.words;
  const most = writer.span(MAX_RETENTION_MS);
  const history = periodOf(writer);
  const row = (what: string, why: string, period: Text, by: string): Row => [
    [what],
    [],
    [why],
    period,
    [by],
  ];
  return [
    row(kept.numbers, kept.numbersWhy, writer.say(periods.window, { most }), removed.usual),
    row(kept.sessions, kept.sessionsWhy, history, removed.usual),
    row(kept.answer, kept.answerWhy, writer.say(periods.answer, { most }), removed.answer),
    row(kept.shown, kept.shownWhy, [periods.definitions], removed.personalisation),
    row(kept.left, kept.leftWhy, [periods.nextPage], removed.usual),
    row(kept.document, kept.documentWhy, history, removed.usual),
    ...(writer.account.counts
      ? [
          row(kept.seed, kept.seedWhy, [most], removed.measurement),
          row(kept.counted, kept.countedWhy, [most], removed.counted),
        ]
      : []),
  ];
}

const periodOf = (writer: Writer): Text =>
  writer.say(writer.words.periods.history, { most: writer.span(MAX_RETENTION_MS) });

/** What a fact is called: `the country`. */
function wordsFor({ known, plain }: Writer, fact: string): string {
  const { facts, sources, touches } = known;
  const own = facts[fact];
  if (own !== undefined) return own;
  const [namespace, touch = '', part = ''] = fact.split('.');
  const [name, form] = [sources[part], touches[touch]];
  return namespace === 'source' && name !== undefined && form !== undefined
    ? plain(form, { name })
    : fact;
}

/** One after the other, between semicolons. */
const sentences = (all: readonly Text[]): Text =>
  all.flatMap((one, at) => (at === 0 ? one : ['; ', ...one]));
