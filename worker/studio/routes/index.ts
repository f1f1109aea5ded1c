/** Where the studio is: a page, and what in it, in the hash of the address. So links, the back button and reload work. */
import { signal } from '@preact/signals';

export interface Route {
  /** The id of a page in `app/pages.ts`; empty: the start. */
  readonly page: string;
  /** What is shown in it: `#/draft/segments/cart-abandoner` is the page `draft` with two. */
  readonly inside: readonly string[];
}

/** Today's route. The shell keeps it in step with the address. */
export const route = signal<Route>({ page: '', inside: [] });

/** What a hash says; one that is no route leads to the start. */
export function parseRoute(hash: string): Route {
  if (!hash.startsWith('#/')) return { page: '', inside: [] };
  const [page = '', ...inside] = hash.slice(2).split('/').map(decoded);
  return { page, inside: inside.filter((part) => part !== '') };
}

/** The address of a page, for links: `linkTo('draft', 'segments', id)`. */
export const linkTo = (page: string, ...inside: readonly string[]): string =>
  `#/${[page, ...inside].map(encodeURIComponent).join('/')}`;

/** Goes there, as a link would. */
export function go(page: string, ...inside: readonly string[]): void {
  location.hash = linkTo(page, ...inside);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
