// The script file `covey-bridge-posthog.js`.
import { connectPosthog } from '../posthog.ts';
import { startBridge } from './start.ts';

startBridge(connectPosthog);
