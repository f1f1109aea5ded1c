// The script file `covey-bridge-adobe-analytics.js`.
import { connectAdobeAnalytics } from '../adobe-analytics.ts';
import { startBridge } from './start.ts';

startBridge(connectAdobeAnalytics);
