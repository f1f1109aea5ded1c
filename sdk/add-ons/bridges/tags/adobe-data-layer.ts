// The script file `covey-bridge-adobe-data-layer.js`.
import { connectAdobeDataLayer } from '../adobe-data-layer.ts';
import { startBridge } from './start.ts';

startBridge(connectAdobeDataLayer);
