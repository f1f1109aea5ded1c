// The script file `covey-bridge-snowplow.js`.
import { connectSnowplow } from '../snowplow.ts';
import { startBridge } from './start.ts';

startBridge(connectSnowplow);
