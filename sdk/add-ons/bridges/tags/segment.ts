// The script file `covey-bridge-segment.js`.
import { connectSegment } from '../segment.ts';
import { startBridge } from './start.ts';

startBridge(connectSegment);
