// The script file `covey-bridge-rudderstack.js`.
import { connectRudderstack } from '../rudderstack.ts';
import { startBridge } from './start.ts';

startBridge(connectRudderstack);
