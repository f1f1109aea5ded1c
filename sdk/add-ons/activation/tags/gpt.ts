// The script file `covey-activation-gpt.js`.
import { startTag } from '../../tag.ts';
import { connectGpt } from '../gpt.ts';

startTag((covey, { targetingKey }) => connectGpt(covey, { key: targetingKey }));
