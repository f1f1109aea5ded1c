import type { Account } from './account.ts';
import type { Block, OpenQuestion } from './paper.ts';
import type { Voice } from './voice.ts';
import type { PaperWords } from './words/types.ts';

/** What a segment means, in plain words, a line for each part; none: only its name and description stand there. */
export type MeaningOf = (segment: string) => readonly string[];

/** Who writes one paper: an account, a voice, and the questions so far. */
export interface Writer extends Voice {
  readonly account: Account;
  readonly meaning: MeaningOf;
  /** A question to the owner, numbered where it stands. */
  ask(question: keyof PaperWords['questions'], values?: Parameters<Voice['say']>[1]): Block;
  asked(): readonly OpenQuestion[];
}

export function writerOf(account: Account, voice: Voice, meaning: MeaningOf): Writer {
  const questions: OpenQuestion[] = [];
  return {
    ...voice,
    account,
    meaning,
    ask(id, values) {
      const number = questions.length + 1;
      const question = { number, text: voice.say(voice.words.questions[id], values) };
      questions.push(question);
      return {
        kind: 'question',
        label: voice.plain(voice.words.labels.open, { n: number }),
        question,
      };
    },
    asked: () => questions,
  };
}

/** `Controller · Art. 30(1)(a) GDPR` */
export const headed = ({ cite }: Voice, title: string, place: string): string =>
  `${title} · ${cite(place)}`;

/** Names of countries; `*` stands for all others. */
export const countries = (writer: Voice, all: readonly string[]): string =>
  writer.list(
    all.map((code) =>
      code === '*' ? writer.words.consent.others : writer.formats.named(code, 'region'),
    ),
  );

export const nameOf = ({ account }: Writer, id: string): string =>
  account.definitions.segments[id]?.name ?? id;

/** What the paper was made from. */
export const ofDocument = (writer: Writer): { readonly [place: string]: string } => {
  const { site, version, issued, expires } = writer.account.definitions;
  return {
    site,
    version: String(version),
    issued: writer.formats.day(Date.parse(issued)),
    expires: writer.formats.day(Date.parse(expires)),
  };
};
