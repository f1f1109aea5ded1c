// The script file `covey-consent-osano.js`.
import { connectOsano } from '../osano.ts';
import { startTag, wordsOf } from '../../tag.ts';

startTag((covey, { purposes, cookie }) =>
  connectOsano(covey, { purposes: wordsOf(purposes), cookie }),
);
