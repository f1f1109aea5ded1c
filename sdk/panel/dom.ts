import { elementsIn } from '../dom.ts';

/** Elements of this page. */
export const h = elementsIn(() => document);
