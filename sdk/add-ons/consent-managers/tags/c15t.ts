// The script file `covey-consent-c15t.js`.
import { connectC15t } from '../c15t.ts';
import { startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement, activation, namespace }) =>
  connectC15t(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
    activation: wordsOf(activation),
    namespace,
  }),
);
