/** A Worker for a site that has no code of its own at the edge: see docs/personalising-at-the-edge.md. */
import { createProxy } from './personalize/index.ts';

export default createProxy();
