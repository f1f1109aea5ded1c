/**
 * Version of the text with which the shop asks. It grows when the text changes its meaning: then everybody
 * is asked again, by the banner (`revision`) and by Covey (`data-consent-text`).
 */
export const TEXT_VERSION = 1;
