// Personalise at the edge: a page that goes through a Worker comes with what its own request decides, and the visitor's
// browser decides the rest. Nothing of a visitor is stored or sent on, and what cannot be sure stays as it was written.
export { followDefinitions, openDefinitions } from './definitions.ts';
export type {
  DefinitionsSource,
  FollowOptions,
  Opened,
  OpenOptions,
  VerifiedDefinitions,
  WaitsUntil,
} from './definitions.ts';
export { forOrigin } from './for-origin.ts';
export { personalize } from './personalize.ts';
export type { PersonalizeOptions } from './personalize.ts';
export { createProxy } from './proxy.ts';
export type { ProxyOptions } from './proxy.ts';
export type { ProxySettings } from './proxy-settings.ts';
export type { ScriptTag } from './script-tag.ts';
