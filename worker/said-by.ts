import { questionSet, type QuestionSet } from '../shared/counting/index.ts';
import type { Definitions } from '../shared/definitions/types.ts';
import { writeOut } from '../shared/experiences/index.ts';
import { encodeBase64url } from '../shared/wire/index.ts';
import type { NewDocument } from './registry.ts';
import { sha256 } from './sha256.ts';

/** What is kept beside a document, to be read without opening it: its end, and what it asks of whom. */
export async function saidBy(
  definitions: Definitions,
): Promise<Pick<NewDocument, 'expires' | 'silent' | 'asked'>> {
  const { id, periodMs, questions } = await questionsOf(definitions);
  const { hosts } = definitions.counting ?? {};
  return {
    expires: Date.parse(definitions.expires),
    silent: definitions.stop === true || definitions.children === true,
    asked: {
      id: encodeBase64url(id),
      periodMs,
      answers: questions.map(({ answers }) => answers),
      ...(hosts && { hosts }),
    },
  };
}

export const questionsOf = (definitions: Definitions): Promise<QuestionSet> =>
  questionSet(writeOut(definitions), sha256);
