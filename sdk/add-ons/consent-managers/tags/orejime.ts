// The script file `covey-consent-orejime.js`.
import { connectOrejime } from '../orejime.ts';
import { startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement }) =>
  connectOrejime(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
  }),
);
