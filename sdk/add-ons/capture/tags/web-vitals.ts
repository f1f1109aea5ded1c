// The script file `covey-capture-web-vitals.js`.
import { startTag } from '../../tag.ts';
import { captureWebVitals } from '../web-vitals.ts';

startTag((covey) => captureWebVitals(covey));
