import type { Account } from './account.ts';
import { dpia } from './kinds/dpia.ts';
import { notice } from './kinds/notice.ts';
import { publicPage } from './kinds/public.ts';
import { record } from './kinds/record.ts';
import { retention } from './kinds/retention.ts';
import { type Paper, type PaperKind, type Section, section, table, text } from './paper.ts';
import type { Voice } from './voice.ts';
import { type MeaningOf, ofDocument, type Writer, writerOf } from './writer.ts';

const WRITERS: { readonly [kind in PaperKind]: (writer: Writer) => readonly Section[] } = {
  record,
  dpia,
  notice,
  retention,
  public: publicPage,
};

/** One paper of what an account says, in the language of the voice. */
export function paperOf(
  kind: PaperKind,
  account: Account,
  voice: Voice,
  meaning: MeaningOf = () => [],
): Paper {
  const writer = writerOf(account, voice, meaning);
  const { words, say } = voice;
  const sections = WRITERS[kind](writer);
  const document = ofDocument(writer);
  const questions = writer.asked();
  const { off, published } = account;
  const lead = kind === 'public' && !published ? words.public.draft : words.leads[kind];
  return {
    kind,
    language: voice.language,
    title: voice.plain(words.titles[kind], document),
    lead: [...say(lead, document), ...(off ? [' ', words.off[off]] : [])],
    sections: [
      ...sections,
      ...(questions.length > 0
        ? [
            section(
              'questions',
              words.heads.questions,
              text(words.questionsLead[kind === 'notice' ? 'notice' : 'owner']),
              table(
                [words.labels.number, words.labels.question],
                questions.map((one) => [[String(one.number)], one.text]),
              ),
            ),
          ]
        : []),
    ],
    questions,
  };
}
