// The script file `covey-consent-orejime.js`.
import { connectOrejime } from '../orejime.ts';
import { startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement, activation }) =>
  connectOrejime(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
    activation: wordsOf(activation),
  }),
);
