/** What earlier versions called everything, whatever the site. */
export const BARE_NAME = 'covey';

/** A site's database, record and channel bear this name: sites of one origin share none of them. */
export const nameOf = (site: string): string => `${BARE_NAME}:${site}`;
