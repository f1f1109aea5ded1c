/** A device has been seen when a page was open this long: by then place and declared traits have come. */
export const SEEN_MS = 5000;
