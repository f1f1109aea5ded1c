/** Why a row becomes no event: what it is. */
export const REASONS = {
  'no-consent': 'the visitor had not agreed to be recorded',
  bot: 'a robot',
  test: 'a test, or the site’s own people',
  app: 'from an app or a server, where no page is',
  'no-visitor': 'names no visitor',
  'not-paid': 'an order that was not paid, or was cancelled',
  excluded: 'the tool itself does not count it',
  session: 'begins a session: Covey tells that itself',
  own: 'an affair of the tool’s own',
  name: 'an event without a name that Covey takes',
  other: 'no event: traits, groups and the like',
} as const;

export type Reason = keyof typeof REASONS;
