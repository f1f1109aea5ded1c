// The script file `covey-consent-silktide.js`.
import { connectSilktide } from '../silktide.ts';
import { isOn, startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement, activation, suffix, grants }) =>
  connectSilktide(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
    activation: wordsOf(activation),
    suffix,
    grants: isOn(grants),
  }),
);
