/** Why a row becomes no event, and what is said of it. */
export const REASONS = {
  'no-consent': 'of visitors who had not agreed to be recorded',
  bot: 'of robots',
  test: 'of tests and of the site’s own people',
  app: 'from an app or a server, where no page is',
  'no-visitor': 'that name no visitor',
  'not-paid': 'of orders that were not paid, or were cancelled',
  excluded: 'that the tool itself does not count',
  session: 'that begin a session: Covey tells those itself',
  own: 'that are an affair of the tool’s own',
  name: 'whose event has no name that Covey takes',
  other: 'that are no events: traits, groups and the like',
} as const;

export type Reason = keyof typeof REASONS;
