import type { Level } from './finding.ts';

/** Where no key of the tag has signed. */
export const COMPARE_KEYS =
  'Compare data-key with "covey keygen --public FILE". Where keys were rotated, sign with the old one, too, while tags pin it: covey sign with both (in the workflow of covey-edge: the secret COVEY_KEY_2).';

/** What codes of `covey.diagnostics().problems` come to, and the way out where it is short; others are doubtful. */
export const MEND: { readonly [code: string]: readonly [level: Level, mend?: string] } = {
  'no-consent': ['note', 'Calls before consent are dropped.'],
  'engine-failed': [
    'broken',
    "Let script-src have the Worker's origin, and deploy the Worker whole.",
  ],
  'part-failed': [
    'broken',
    "Let script-src have the Worker's origin, and deploy the Worker whole.",
  ],
  'panel-failed': [
    'broken',
    "Let script-src have the Worker's origin, and deploy the Worker whole.",
  ],
  'definitions-unreachable': ['broken', "Let connect-src have the Worker's origin."],
  'definitions-untrusted': ['broken', COMPARE_KEYS],
  'definitions-signature': ['broken', COMPARE_KEYS],
  'definitions-key': ['broken', COMPARE_KEYS],
  'definitions-site': ['broken', 'Compare data-site with the site in the definitions.'],
  'definitions-expired': ['broken', 'covey renew FILE, covey sign, covey publish.'],
  'definitions-rollback': ['broken', 'Publish a version that is not below data-min-version.'],
  'consent-text': ['broken', 'Raise data-consent-text to what the definitions name.'],
  'consent-manager-silent': ['broken', 'Check that the consent manager loads.'],
  'consent-manager-twice': ['doubtful', 'Take out all tags of the adapter but one.'],
  'consent-manager-failed': ['broken', 'Look into the console of the browser.'],
  'storage-missing': ['doubtful', 'This browser keeps nothing for this page.'],
  'script-blocked': ['broken', "Let script-src have the Worker's origin."],
  internal: ['broken', 'The page broke what Covey rests on.'],
};
