/** What peers offer that is not a statement about one visitor on one device: what Covey has instead, or why it has nothing. */
export interface Beyond {
  readonly what: string;
  readonly peers: string;
  readonly answer: 'yes' | 'in part' | 'no';
  readonly how: string;
}

export const BEYOND: readonly Beyond[] = [
  {
    what: 'one person across devices and browsers (Google signals, cross-device analytics, identity merge)',
    peers: 'Google Analytics, Adobe, Mixpanel, PostHog',
    answer: 'no',
    how: 'One browser profile on one device is one visitor. Joining them needs an identifier that leaves the device, and none does. A site can tell what it knows of a customer who signs in, with `identify`, on each device.',
  },
  {
    what: 'lists of members synchronised with advertising networks, messaging tools or warehouses; webhooks',
    peers: 'Google Analytics, Adobe, Mixpanel, PostHog, Permutive',
    answer: 'no',
    how: 'No list of members exists anywhere: membership is known on the device alone. A page can act on it there, and hand `covey.segments()` to a tag that it runs under the consent it has asked for itself.',
  },
  {
    what: 'prediction trained on all users (five predictive audiences, look-alikes, classification models)',
    peers: 'Google Analytics, Adobe, Permutive',
    answer: 'in part',
    how: 'The score is computed on the device from signed weights (`formula`, `logistic`). Training needs events of many people in one place, which Covey never has; weights come from the owner’s own data, such as orders.',
  },
  {
    what: 'inferred age, gender and interests; third-party and purchased data; look-up tables (classifications)',
    peers: 'Google Analytics, Adobe, Permutive',
    answer: 'no',
    how: 'Nothing is inferred about a person, and nothing is bought. Demographics are what the visitor says. What a value means is said in the event, or in a saved group.',
  },
  {
    what: 'size of an audience, and its trend',
    peers: 'all',
    answer: 'in part',
    how: 'Randomised counts with 95 % intervals, for segments with `count`, above the release thresholds; the planner says beforehand how exact. `covey simulate` counts exactly over a log that the owner has.',
  },
  {
    what: 'how a value is spread over visitors: frequency of orders, distribution of spending',
    peers: 'Google Analytics, Adobe, Mixpanel, PostHog',
    answer: 'in part',
    how: 'A `histograms` entry counts a metric in bins, as one question of the randomised counts: a share with its interval for each bin. Bins are chosen beforehand; no mean, median or percentile over visitors is told. `covey analyse` tells them of a log that the owner has.',
  },
  {
    what: 'who exactly is in it',
    peers: 'Mixpanel, PostHog',
    answer: 'no',
    how: 'Nobody but the visitor can know, in the panel.',
  },
  {
    what: 'overlap of audiences; comparison of segments, ranked by difference; breakdown by cohort',
    peers: 'Google Analytics, Adobe, Mixpanel',
    answer: 'in part',
    how: 'An overlap is a segment (`segment.a` and `segment.b`) that can be counted like any other; exclusive segments are one question as a group; `covey simulate` prints all overlaps for a log that the owner has, and `covey analyse` what tells two segments apart in it, ranked. Without such a log, comparing everything with everything would need everybody’s events.',
  },
  {
    what: 'freshness: 14 to 38 hours, 8 and 4 hours, 2 hours, 24 hours',
    peers: 'Google Analytics, Adobe, Mixpanel, PostHog',
    answer: 'yes',
    how: 'Every segment, with all aggregates, sequences and life-cycle criteria, is decided at the event itself, and leaves by time alone at the very millisecond.',
  },
  {
    what: 'limits: 100 audiences and 20 triggers, 75 published segments, 60 synchronisations',
    peers: 'Google Analytics, Adobe, Mixpanel',
    answer: 'yes',
    how: '500 segments and 1,000 metrics in a document; every segment has its transitions. The other limits are in `checks.md`.',
  },
  {
    what: 'windows and memberships longer than 395 days (540 days; for ever)',
    peers: 'Google Analytics, Adobe, Mixpanel',
    answer: 'in part',
    how: 'Events are kept for 13 months at most. A membership can be kept for ever, and a metric without a window counts all that is kept. Safari deletes after 7 days without a visit.',
  },
  {
    what: 'sums over a calendar month or week before this one',
    peers: 'Adobe, Mixpanel',
    answer: 'in part',
    how: 'Whether something happened in the last calendar month can be said (see “Date ranges”); how much can be said of this one, of sliding windows that ended some time ago, and between two dates.',
  },
  {
    what: 'changing an audience after it was saved',
    peers: 'Google Analytics (name only), Adobe, Mixpanel, PostHog (not while a flag uses it)',
    answer: 'yes',
    how: 'Everything can be changed by the next version. Metrics that stay the same keep their state; others are replayed from the events that the device has kept, and say unknown where it has not.',
  },
  {
    what: 'applying a new audience to the past',
    peers: 'Google Analytics (30 days), Adobe, Mixpanel, PostHog',
    answer: 'in part',
    how: 'To what the device has kept because a definition in force read it, or because `history` lists it. Nothing else is kept.',
  },
  {
    what: 'groups of users: companies, accounts',
    peers: 'Mixpanel, PostHog',
    answer: 'in part',
    how: 'What the site knows of the account can be told as a trait. Events of different people are never brought together.',
  },
  {
    what: 'events sent by servers; imported events',
    peers: 'Google Analytics, Adobe, Mixpanel, PostHog',
    answer: 'in part',
    how: 'The page can pass them on with `track` or `identify` when the visitor is there. Nothing can be sent to a device that is away.',
  },
  {
    what: 'people who stay away (to write to them, to count them)',
    peers: 'all',
    answer: 'no',
    how: 'A device that does not come decides nothing and reports nothing. On return it knows at once how long it was away.',
  },
  {
    what: 'consent',
    peers:
      'Google Analytics (flags), Adobe (settings), Mixpanel (opt-out), Permutive (on by default), edgekit (TCF only)',
    answer: 'yes',
    how: 'Nothing before consent, two purposes apart, Global Privacy Control means no, and withdrawal erases in every tab.',
  },
  {
    what: 'definitions that the browser can verify',
    peers: 'none',
    answer: 'yes',
    how: 'Signed by the owner’s key, which the edge never has; refused when unsigned, altered, foreign, older or expired.',
  },
  {
    what: 'every event on a server, for other questions later',
    peers: 'Google Analytics, Adobe, Mixpanel, PostHog, Permutive',
    answer: 'no',
    how: 'No event leaves the device.',
  },
];
