import type { Problems } from '../problems.ts';

/**
 * A signal of the browser that means no. Do Not Track is deprecated and honoured all the same. Where neither can be
 * read there is none: without the visitor's own yes nothing is granted anyway.
 */
export function browserSignal(
  navigator: { readonly globalPrivacyControl?: unknown; readonly doNotTrack?: unknown },
  problems: Problems,
): 'gpc' | 'dnt' | null {
  try {
    if (navigator.globalPrivacyControl === true) return 'gpc';
    return navigator.doNotTrack === '1' ? 'dnt' : null;
  } catch (error) {
    problems.add('signal-unreadable', error);
    return null;
  }
}
