/** The site that the studio is about, the token that was given for it, and what the Worker has live. */
import { effect, signal } from '@preact/signals';
import { type Access, forgetAccess, keepAccess, readAccess, readAddress } from './access.ts';
import { type Answer, fetchDefinitions, type SignedDefinitions } from './api.ts';

/** Empty until one is known. No token is needed to read what is live: it is public. */
export const site = signal('');
/** Null without a token: then only what needs none is there. */
export const access = signal<Access | null>(null);
/** Why a token is asked for (again); empty where there is nothing to say. */
export const signInMessage = signal('');
/** The definitions that the Worker hands out for the site; null while they are not asked for, or on their way. */
export const live = signal<Answer<SignedDefinitions> | null>(null);

const TOKEN_IN_ADDRESS =
  'The token stood in the address, which the browser’s history keeps: change it, and paste the new one here.';

/** Takes site and token from the address, or what this tab keeps. Whether the address held either. */
export function readSite(): boolean {
  const address = readAddress();
  if (address.site !== '') site.value = address.site;
  if (address.hasToken) {
    leave(TOKEN_IN_ADDRESS);
    return true;
  }
  if (address.access) signIn(address.access);
  else if (access.value === null || (address.site !== '' && access.value.site !== address.site)) {
    const kept = readAccess();
    const fits = kept !== null && (address.site === '' || kept.site === address.site);
    access.value = fits ? kept : null;
    if (fits) site.value = kept.site;
  }
  return address.site !== '';
}

export function signIn(given: Access): void {
  keepAccess(given);
  signInMessage.value = '';
  site.value = given.site;
  access.value = given;
}

/** Forgets the token. `why`: what the visitor of the studio is told, if anything. */
export function leave(why = ''): void {
  forgetAccess();
  signInMessage.value = why;
  access.value = null;
}

/** Asks the Worker for the definitions of the site; each time the site becomes another. */
export function loadLive(): void {
  const asked = site.value;
  live.value = null;
  if (asked === '') return;
  void fetchDefinitions(asked).then((answer) => {
    if (site.peek() === asked) live.value = answer;
  });
}

/** Keeps `live` in step with the site, from now on. */
export const followLive = (): (() => void) => effect(loadLive);
