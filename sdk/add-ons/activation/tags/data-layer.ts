// The script file `covey-activation-data-layer.js`.
import { startTag } from '../../tag.ts';
import { connectDataLayer } from '../data-layer.ts';

startTag((covey, { layer }) => connectDataLayer(covey, { layer }));
