// The script file `covey-consent-tarteaucitron.js`.
import { connectTarteaucitron } from '../tarteaucitron.ts';
import { startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement, activation }) =>
  connectTarteaucitron(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
    activation: wordsOf(activation),
  }),
);
