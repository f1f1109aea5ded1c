import { Writable } from 'node:stream';
import { MIN_PASSPHRASE } from '../shared/signing/index.ts';
import { answerTo, isAnybodyThere } from './answer-to.ts';
import { Failure } from './failure.ts';

/** What gives a passphrase where nobody can be asked. */
const VARIABLE = 'COVEY_PASSPHRASE';

/** The passphrase of a key file: from the environment, or asked for, without showing it. @throws Failure where nobody can be asked. */
export async function passphraseOf(file: string): Promise<string> {
  return process.env[VARIABLE] || ask(`Passphrase of ${file}: `);
}

/** A passphrase for a new key file, asked for twice. @throws Failure for one that is too short, or not the same twice. */
export async function newPassphrase(file: string): Promise<string> {
  const given = process.env[VARIABLE];
  const passphrase = given || (await ask(`New passphrase for ${file}: `));
  if (passphrase.length < MIN_PASSPHRASE)
    throw new Failure(
      'usage',
      `The passphrase is too short: ${MIN_PASSPHRASE} characters are the least.`,
      ['Four or five words that have nothing to do with one another are good. No key was made.'],
    );
  if (!given && (await ask('Again: ')) !== passphrase)
    throw new Failure('usage', 'The two are not the same.', [
      'Run the command again. No key was made.',
    ]);
  return passphrase;
}

async function ask(question: string): Promise<string> {
  if (!isAnybodyThere())
    throw new Failure(
      'usage',
      'The key has a passphrase, and there is no terminal to ask for it.',
      [`Set ${VARIABLE} to it, in the environment of this command alone.`],
    );
  process.stderr.write(question);
  // What is typed is shown nowhere.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const answer = await answerTo('', { input: process.stdin, output });
  process.stderr.write('\n');
  if (answer !== null) return answer;
  throw new Failure('usage', 'No passphrase was given: nothing was done.');
}
