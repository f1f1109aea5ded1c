/** The token: it is pasted into a form, or came with a link that reads counts, and stays in this tab only. */
import { isSite, scopeIn } from '../../../shared/wire/index.ts';

export interface Access {
  readonly site: string;
  readonly token: string;
}

const KEY = 'covey-studio';

export interface Address {
  readonly site: string;
  /** What a link gives access to. */
  readonly access: Access | null;
  /** It holds a token that has no place in a link. */
  readonly hasToken: boolean;
}

/**
 * What an address says. The browser's history keeps a token that stands in one, whatever is done here: so none has its
 * place there but one that reads counts and does nothing else.
 */
export function readAddress(): Address {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const [site, token] = [fragment.get('site') ?? '', fragment.get('token')];
  if (token === null) return { site, access: null, hasToken: false };
  history.replaceState(null, '', location.pathname);
  const isLink = isSite(site) && scopeIn(token) === 'counts';
  return { site, access: isLink ? { site, token } : null, hasToken: !isLink };
}

export function readAccess(): Access | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<Access> | null;
    if (typeof kept?.site === 'string' && isSite(kept.site) && typeof kept.token === 'string')
      return { site: kept.site, token: kept.token };
  } catch {
    // Nothing usable was kept.
  }
  return null;
}

export function keepAccess(access: Access): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(access));
  } catch {
    // The token then lasts until the page is left.
  }
}

export function forgetAccess(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
