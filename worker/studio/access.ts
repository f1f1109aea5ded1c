/** The owner's token: it is pasted into a form, and stays in this tab only. */
import { isSite } from '../../shared/wire/index.ts';

export interface Access {
  readonly site: string;
  readonly token: string;
}

const KEY = 'covey-studio';

/** What an address says. A token has no place in one: the browser's history keeps it, whatever is done here. */
export function readAddress(): { readonly site: string; readonly hasToken: boolean } {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const hasToken = fragment.has('token');
  if (hasToken) history.replaceState(null, '', location.pathname);
  return { site: fragment.get('site') ?? '', hasToken };
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
