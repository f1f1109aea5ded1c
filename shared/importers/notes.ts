/** Why a part of the source is not in the result. `docs/import.md` lists these words. */
export const REFUSALS = {
  unsupported: 'The language has no equal for it.',
  'unmapped-name':
    'A dimension, metric, property, event, value or segment that no table names. The mapping can.',
  'unknown-field': "A field that the tool's documented grammar does not have.",
  invalid: 'Missing, or not of the shape that the grammar gives it.',
  ambiguous: 'The source does not say which of two meanings it has.',
  'too-complex': 'It could be said, but only in more pieces than a document may hold.',
} as const;
export type RefusalCode = keyof typeof REFUSALS;

/** In what the result differs from the source. */
export const DIFFERENCES = {
  boundary: 'A limit is "at most" there and "less than" here: one millisecond apart.',
  'calendar-days': 'Windows count whole days there. Here a day is 24 hours, back from this moment.',
  'calendar-unit': 'A month is 30 days here, a quarter 91, a year 365.',
  case: 'Capital and small letters are told apart otherwise.',
  'current-value':
    'A property of the visitor has the value of now, not that of the event that is looked at.',
  'event-trigger': 'An event that the tool logs when someone joins is for the page to log.',
  'hit-scope': 'The source selects hits or visits; the result the visitors who have one.',
  history: 'History begins with the first visit after publishing, and ends after 13 months.',
  identity: 'A visitor is one browser profile on one device, never a joined person.',
  'ignored-by-source': 'The tool itself ignores this part, and so does the result.',
  membership: 'How long members stay is counted from when the condition last held.',
  'key-events':
    "Which events are key events stands in the tool's settings: here they change nothing.",
  'missing-value': 'An absent value orders like zero there, and meets no ordering here.',
  'next-event': 'The very next event is the next of those that Covey sees.',
  'more-pages': 'The source is one page of a longer list. Import the others too.',
  'not-carried':
    'Describes the segment or how it is shown, and not who is in. It is not in the result.',
  'not-in-force':
    'The source is switched off, archived or holds in some places only; the segment is for everyone.',
  'page-view': 'Properties of pages are read from page views where no event is named.',
  'per-event-not': 'A negation is about one event, or about none: the note says which.',
  persistence: 'Values that persist over hits there are read here from the event that sets them.',
  query: 'A page is known by its path: with another query it is the same page.',
  'public-list': 'Values become part of the definitions, which are public.',
  renamed: 'The same thing has another name here.',
  'separate-events': 'One event meets one step only.',
  'time-zone': 'Dates are in another time zone.',
  'two-forms': 'The source says the same twice; one of them was read.',
  versions: 'Versions of other than three numbers, or before a release, compare otherwise.',
} as const;
export type DifferenceCode = keyof typeof DIFFERENCES;
