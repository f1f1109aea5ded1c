// The script file `covey-consent-silktide.js`.
import { connectSilktide } from '../silktide.ts';
import { isOn, startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement, suffix, grants }) =>
  connectSilktide(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
    suffix,
    grants: isOn(grants),
  }),
);
