import type { AskedQuestion } from '../account.ts';
import { type Block, table, text } from '../paper.ts';
import type { Writer } from '../writer.ts';

/** Nothing adds up to more in any 365 days, whatever is signed. */
const MOST_IN_365_DAYS = 30;

/** ε, the yearly budget, and every question. */
export function counts(writer: Writer): readonly Block[] {
  const { counts: words, labels } = writer.words;
  const { counts: found, definitions } = writer.account;
  if (!found) return [text(words.none)];
  const { number, percent } = writer.formats;
  const { epsilon, periodMs, periods, yearly, questions } = found;
  const nameOf = (id: string): string =>
    [
      definitions.segments,
      definitions.groups ?? {},
      definitions.experiences ?? {},
      definitions.histograms ?? {},
    ].flatMap((section) => (Object.hasOwn(section, id) ? [section[id]?.name ?? id] : []))[0] ?? id;
  const said = ({ id, kind }: AskedQuestion) =>
    kind === 'experience' && definitions.experiences?.[id]?.goal !== undefined
      ? words.kinds.converted
      : words.kinds[kind];
  return [
    text(...writer.say(words.how, { period: writer.span(periodMs), epsilon: number(epsilon) })),
    text(
      ...writer.say(words.budget, {
        yearly: number(yearly),
        periods: number(periods),
        most: number(MOST_IN_365_DAYS),
      }),
    ),
    table(
      [labels.question, labels.answers, labels.wrong],
      questions.map((question) => [
        writer.say(said(question), { name: nameOf(question.id) }),
        [number(question.answers)],
        [percent(question.wrong)],
      ]),
    ),
    text(words.shown, ' ', words.back),
  ];
}
