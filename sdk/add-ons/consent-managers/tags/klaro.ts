// The script file `covey-consent-klaro.js`.
import { connectKlaro } from '../klaro.ts';
import { startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement, activation }) =>
  connectKlaro(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
    activation: wordsOf(activation),
  }),
);
