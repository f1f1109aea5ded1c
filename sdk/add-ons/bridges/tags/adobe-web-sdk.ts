// The script file `covey-bridge-adobe-web-sdk.js`.
import { connectAdobeWebSdk } from '../adobe-web-sdk.ts';
import { startBridge } from './start.ts';

startBridge(connectAdobeWebSdk);
