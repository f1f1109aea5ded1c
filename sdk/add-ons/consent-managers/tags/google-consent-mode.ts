// The script file `covey-consent-google-consent-mode.js`.
import { connectGoogleConsentMode } from '../google-consent-mode.ts';
import { isOn, startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement, activation, grants, layer }) =>
  connectGoogleConsentMode(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
    activation: wordsOf(activation),
    grants: isOn(grants),
    layer,
  }),
);
