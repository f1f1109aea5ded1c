// The script file `covey-consent-tarteaucitron.js`.
import { connectTarteaucitron } from '../tarteaucitron.ts';
import { startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement }) =>
  connectTarteaucitron(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
  }),
);
