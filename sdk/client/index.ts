// Client: the public face, and all of it that a visitor who refuses loads. Consent decides whether there
// is anything behind it.
export { createClient } from './client.ts';
export type { ClientOptions } from './options.ts';
export { inertCovey } from './inert.ts';
