// The script file `covey-consent-google-consent-mode.js`.
import { connectGoogleConsentMode } from '../google-consent-mode.ts';
import { isOn, startTag, wordsOf } from '../../tag.ts';

startTag((covey, { personalisation, measurement, grants, layer }) =>
  connectGoogleConsentMode(covey, {
    personalisation: wordsOf(personalisation),
    measurement: wordsOf(measurement),
    grants: isOn(grants),
    layer,
  }),
);
