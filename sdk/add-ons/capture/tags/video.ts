// The script file `covey-capture-video.js`.
import { numbersOf, startTag } from '../../tag.ts';
import { captureVideo } from '../video.ts';

startTag((covey, { progress }) => captureVideo(covey, { progress: numbersOf(progress) }));
