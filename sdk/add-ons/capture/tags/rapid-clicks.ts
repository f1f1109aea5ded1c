// The script file `covey-capture-rapid-clicks.js`.
import { startTag } from '../../tag.ts';
import { captureRapidClicks } from '../rapid-clicks.ts';

startTag((covey, { clicks, within, apart }) =>
  captureRapidClicks(covey, {
    clicks: Number(clicks) || undefined,
    within: Number(within) || undefined,
    apart: Number(apart) || undefined,
  }),
);
