import { parseRoute, route } from '../routes/index.ts';
import { readSite } from '../site/index.ts';

/** Keeps route and site in step with the address. A link may be opened in a tab that shows the studio already. */
export function followAddress(): void {
  const follow = () => {
    const isSiteGiven = readSite();
    // Such a link is to the counts: "covey token create" and "npm start" print it.
    if (isSiteGiven) history.replaceState(null, '', '#/watch');
    route.value = parseRoute(location.hash);
  };
  follow();
  addEventListener('hashchange', follow);
}
