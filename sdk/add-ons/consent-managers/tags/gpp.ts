// The script file `covey-consent-gpp.js`.
import { connectGpp } from '../gpp.ts';
import { isOn, startTag, wordsOf } from '../../tag.ts';

startTag((covey, { grants, fields }) =>
  connectGpp(covey, { grants: isOn(grants), fields: wordsOf(fields) }),
);
