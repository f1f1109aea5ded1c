import { nearest } from '../../shared/definitions/checks/suggest.ts';
import { isSite } from '../../shared/wire/index.ts';
import type { DebugSource } from './source.ts';

/** Words of `data-capture`: what is captured, as the table in docs/sdk.md has it. */
export const CAPTURED = [
  'first_visit',
  'session_start',
  'page_view',
  'user_engagement',
  'scroll',
  'click',
  'file_download',
  'form_start',
  'form_submit',
  'view_search_results',
  'dataLayer',
];

/** Looks over what the tag or `createCovey` says. */
export function checkSettings({ options, problems }: DebugSource): void {
  const { site, keys, edge, capture = '', minVersion = 0, host } = options;
  if (!isSite(site)) problems.add('settings-site', { site, meant: hostOf(site) });
  const given = String(keys ?? '').match(/\S+/g) ?? [];
  if (given.length === 0) problems.add('settings-keys');
  // Else it would be told once something is granted.
  if (given.some((key) => !/^[\w-]{43}:[\w-]{43}$/.test(key))) problems.add('definitions-key');
  if (!isOrigin(edge)) problems.add('settings-edge', edge);
  if (!Number.isInteger(minVersion) || minVersion < 0) problems.add('settings-min-version');
  const words = capture.split(/\s+/).filter(Boolean);
  const only = words.some((word) => !word.startsWith('-'));
  for (const word of words) {
    if (only && word.startsWith('-')) problems.add('settings-capture', { word, mixed: true });
    const name = word.replace(/^-/, '');
    if (word !== 'off' && !CAPTURED.includes(name))
      problems.add('settings-capture', { word, meant: nearest(name, [...CAPTURED, 'off']) });
  }
  if (host.window.document.querySelector('script[type="module"][data-key]'))
    problems.add('settings-module');
}

function hostOf(site: string): string | undefined {
  try {
    const { hostname } = new URL(/:\/\//.test(site) ? site : `https://${site}`);
    return isSite(hostname) ? hostname : undefined;
  } catch {
    return undefined;
  }
}

function isOrigin(edge: string): boolean {
  try {
    const { origin, protocol } = new URL(edge);
    return /^https?:$/.test(protocol) && edge.replace(/\/$/, '') === origin && !edge.endsWith('/');
  } catch {
    return false;
  }
}
