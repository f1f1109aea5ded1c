/** Languages that have a file of words here; English is built in, and stands wherever another cannot be had. */
export const LANGUAGES = ['de', 'fr', 'es', 'it', 'nl', 'pl', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

/** How `Intl` is to write it: Portuguese is that of Portugal. */
export const localeOf = (language: string): string => (language === 'pt' ? 'pt-PT' : language);
