/** A signal of the browser that means no. Do Not Track is deprecated and honoured all the same. */
export function browserSignal(navigator: {
  readonly globalPrivacyControl?: unknown;
  readonly doNotTrack?: unknown;
}): 'gpc' | 'dnt' | null {
  if (navigator.globalPrivacyControl === true) return 'gpc';
  return navigator.doNotTrack === '1' ? 'dnt' : null;
}
