// What is the Worker's, and the way to it: the site, its token, what is live. Everything else in the studio works without it.
export type { Access } from './access.ts';
export { ask, askJson, fetchDefinitions, fetchPublished, fetchStats, refusalOf } from './api.ts';
export type { Answer, SignedDefinitions } from './api.ts';
export { SignIn, SiteForm, TokenField } from './sign-in.tsx';
export {
  access,
  followLive,
  leave,
  live,
  loadLive,
  readSite,
  signIn,
  signInMessage,
  site,
} from './site.ts';
