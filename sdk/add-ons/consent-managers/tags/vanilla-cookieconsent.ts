// The script file `covey-consent-vanilla-cookieconsent.js`.
import { connectVanillaCookieconsent } from '../vanilla-cookieconsent.ts';
import { startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement, activation }) =>
  connectVanillaCookieconsent(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
    activation: wordsOf(activation),
  }),
);
