// The script file `covey-bridge-matomo.js`.
import { connectMatomo } from '../matomo.ts';
import { startBridge } from './start.ts';

startBridge(connectMatomo);
