import type { Definitions } from '../shared/definitions/types.ts';
import { encodeBase64url } from '../shared/wire/index.ts';
import { questionsOf } from './question-sets.ts';
import type { NewDocument } from './registry.ts';

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
