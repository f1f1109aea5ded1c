/**
 * Consent managers there is an adapter for: `sdk/consent-managers/NAME.ts` becomes `consent/NAME` of the package,
 * and `sdk/consent-managers/tags/NAME.ts` the script file `covey-consent-NAME.js`.
 */
export const CONSENT_MANAGERS = ['tcf', 'gpp', 'google-consent-mode'] as const;
