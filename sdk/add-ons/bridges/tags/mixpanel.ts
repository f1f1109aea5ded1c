// The script file `covey-bridge-mixpanel.js`.
import { connectMixpanel } from '../mixpanel.ts';
import { startBridge } from './start.ts';

startBridge(connectMixpanel);
