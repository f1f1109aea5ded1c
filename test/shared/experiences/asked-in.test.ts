import { expect, test } from 'vitest';
import { questionSet } from '../../../shared/counting/index.ts';
import { askedIn, askedWith, writeOut } from '../../../shared/experiences/index.ts';
import { covey, fileWith } from '../../cli/helpers.ts';
import { counted, QUESTIONS } from './counted.ts';

test('what is counted is the same as what is asked', async () => {
  const { questions } = await questionSet(writeOut(counted), (bytes) =>
    crypto.subtle.digest('SHA-256', bytes),
  );
  expect(questions.map(({ id, answers }) => ({ id, answers }))).toEqual(QUESTIONS);
  expect(askedIn(counted)).toMatchObject(QUESTIONS);
});

test('a segment that is not counted yet is one more', () => {
  expect(askedWith(counted, 'looking')).toMatchObject(QUESTIONS);
  expect(askedWith(counted, 'few')).toMatchObject([{ id: 'few', answers: 2 }, ...QUESTIONS]);
});

test('covey plan plans with what is asked', async () => {
  const { out } = await covey([
    'plan',
    fileWith('counted.json', JSON.stringify(counted)),
    '--daily-visitors',
    '100000',
    '--anyway',
    '--json',
  ]);
  expect((JSON.parse(out) as { questions: unknown }).questions).toMatchObject(QUESTIONS);
});
