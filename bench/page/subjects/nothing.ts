import type { Send } from '../in-page.ts';

/** The bare page: what the trip itself costs. */
export const start = (): Send => () => {};
