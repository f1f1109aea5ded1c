import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { answerTo } from '../../cli/answer-to.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

it.each([
  ['a line', 'hazel.example\r', 'hazel.example'],
  ['an empty line', '\r', ''],
  ['an interruption', `haz${CTRL_C}`, null],
  ['the end of the input', CTRL_D, null],
  ['an input that is gone', null, null],
])('%s is an answer, or none, and never an error', async (_, typed, answer) => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const asked = answerTo('The site: ', { input, output });
  if (typed === null) input.end();
  else input.write(typed);
  expect(await asked).toBe(answer);
  expect(String(output.read())).toContain('The site: ');
});
