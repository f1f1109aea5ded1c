// The script file `covey-bridge-plausible.js`.
import { connectPlausible } from '../plausible.ts';
import { startBridge } from './start.ts';

startBridge(connectPlausible);
