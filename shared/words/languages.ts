/** Languages that have a file of words here; English is built in, and stands wherever another cannot be had. */
export const LANGUAGES = ['de', 'fr', 'es', 'it', 'nl', 'pl', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How `Intl` is to write it: as our words are, English is that of Britain, Portuguese that of Portugal. */
export const localeOf = (language: string): string =>
  ({ en: 'en-GB', pt: 'pt-PT' })[language] ?? language;
