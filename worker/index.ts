/**
 * The edge: hands out signed definitions and coarse context, takes randomised counts, and tells the
 * owner what they add up to. It holds no private key and keeps nothing of a visitor.
 */
import { app } from './app.ts';

export { SiteObject } from './site-object.ts';
export default app;
