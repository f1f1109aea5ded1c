/** The owner's token: it comes in the address's fragment or a form, and stays in this tab only. */
import { isSite } from '../../shared/wire/index.ts';

export interface Access {
  readonly site: string;
  readonly token: string;
}

const KEY = 'covey-studio';

/** Takes the token out of the address at once, before anything else can read or keep it. */
export function readAccess(): Access | null {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const [site, token] = [fragment.get('site') ?? '', fragment.get('token') ?? ''];
  if (token !== '') {
    history.replaceState(null, '', location.pathname);
    if (isSite(site)) {
      keepAccess({ site, token });
      return { site, token };
    }
  }
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
