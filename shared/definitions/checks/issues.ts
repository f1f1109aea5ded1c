/** Every code of the checker, with what it means. The list is closed; `docs/checks.md` is made from it. */
export const ISSUE_CODES = {
  'not-json':
    'The document is no JSON object, names a member twice, or holds something that JSON has no form for.',
  'too-large': 'The document is larger than a page should load.',
  'too-deep': 'Lists and objects are nested too deeply.',
  'too-many':
    'More segments, metrics, traits, values or work with regular expressions than one document may hold, or more handed to others than they may get.',
  'missing-key': 'A key that must be there is missing.',
  'unknown-key': 'A key that the language does not have.',
  'wrong-type': 'A value of another type than the key takes.',
  'bad-value': 'A value of the right type that the key does not take.',
  'reserved-id': 'An id that means something else to the script or to JavaScript.',
  'duplicate-id':
    'A segment, a group, an experience and a histogram share an id: the counts could not tell them apart.',
  'metric-kind': 'A metric names no aggregator, or more than one.',
  'unknown-fact': 'A condition or formula reads a fact that does not exist.',
  'likely-typo': 'A name that is almost a usual one, or is written as it is nowhere read.',
  'unknown-trait': 'A trait is read that is not declared.',
  'unknown-metric': 'A metric is read that is not defined.',
  'unknown-segment':
    'A segment is read, grouped, listened to or named by an experience that is not defined.',
  'unknown-saved-group': 'A saved group is used that is not defined.',
  'unknown-operator': 'An operator that conditions do not have: it would hold for nobody.',
  'wrong-scope': 'A fact of the visitor is read where only the event, or the session, can be seen.',
  'bad-operand': 'An operator is given something that it cannot work with.',
  'mixed-operators': 'Operators and plain keys in one object: it would be compared as a whole.',
  'type-mismatch': 'A fact is compared with something it can never equal or be ordered against.',
  'exact-duration': 'A duration is asked to be exact to the millisecond, which it is for one.',
  'text-order': 'Texts are put in order, letter by letter, where a number or a list may be meant.',
  'number-for-duration': 'A duration is compared with a bare number, which would be milliseconds.',
  'beyond-date':
    'A time until or since a date has no lower bound, so that it also holds on the other side of the date.',
  'never-happened':
    'Of who never completed the sequence of "after" nothing is counted, and the condition holds for that.',
  'mixed-currencies': 'Amounts of money are put together without a word about their currency.',
  'same-segment':
    'Two segments say the same in the same or in other words, or differ in their numbers only, by less than a tenth. What other operators or numbers make the same (`$gte: 3` and `$gt: 2` of a count) is not seen.',
  'unknown-value': 'A fact is compared with a value that it cannot have.',
  'never-holds': 'A condition that no visitor can meet.',
  'always-holds': 'A condition that every visitor meets.',
  approximate: 'A metric is compared with more than it counts exactly.',
  cycle: 'Segments and metrics that depend on themselves.',
  'beyond-retention': 'A time longer than anything is kept: 395 days.',
  'bad-pattern': 'A regular expression that is not one, or that is too long.',
  'dangerous-pattern': 'A regular expression that some texts can make run for minutes.',
  'slow-pattern': 'A regular expression that long texts make slow.',
  'bad-window':
    'A window that no event can fall into, or an experience that is over before it begins.',
  'bad-sequence': 'Steps that cannot be met as they are written.',
  meaningless: 'A setting that changes nothing where it stands.',
  'window-in-session': 'A metric of one session has a window or sessions of its own.',
  'interest-in-formula': 'A formula reads an interest score, which changes at every instant.',
  'bad-keep': 'A membership that ends before it starts, or outlives what is kept.',
  'experience-over':
    'An experience that has ended: what it drew is kept for nothing but its counts.',
  'nothing-to-compare': 'A counted experience with one variant and no hold-out.',
  'in-two-groups': 'A segment stands in two groups, or twice in one.',
  'shadow-read':
    'A segment shown to the page depends on one that never is, or stands after it in a group.',
  unused: 'A trait, metric or saved group that no segment needs.',
  'special-category':
    'Names or implies health, religion, politics, sex life, ethnicity, trade union or children. What is handed to others must be clear of it.',
  'unnamed-recipient': 'A segment is to be handed to others, and nobody is named who receives it.',
  'counted-and-activated':
    'A segment is counted in blurred numbers, and handed to others who see it as it is.',
  'free-text': 'A text trait without a list of values can hold anything, personal data included.',
  'bad-survey': 'A question that cannot be answered as it is written.',
  'unread-answers': 'A question whose answers no segment reads, so that none is stored.',
  'survey-language': 'A text of a question is missing in a language that the question has.',
  'children-site': 'On a site for children everything but context is off.',
  'many-questions': 'More counted questions than can be answered well.',
  'too-many-questions': 'More counted questions than a report can ask.',
  'too-many-answers':
    'A counted group with so many segments, or a histogram with so many bins, that its noise drowns the answer.',
  'over-budget': 'More ε than 26 in 52 weeks: above 2 in 28 days, or above 0.5 in 7.',
  'same-question': 'Two counted questions that ask the same in other words.',
  'similar-questions':
    'Counted questions that differ in their numbers only, and together tell more about a visitor than one.',
  'counted-twice': 'A segment is counted by itself and by its group, or by a histogram.',
  'bad-validity': 'The document expires before it is issued, or the date does not exist.',
  'long-validity':
    'The document stays valid for long: a taken-over edge could hold back new rules until then.',
  ending: 'The document runs out within 30 days.',
  expired: 'The document has expired.',
  'consent-policy': 'Measurement without asking first, where the law mostly wants a question.',
  'no-controller':
    'Visitors are informed and not asked, and it is not said who is responsible, or where the notice stands.',
  'bad-keys': 'Keys listed twice, or a threshold that they cannot reach.',
} as const;
export type IssueCode = keyof typeof ISSUE_CODES;

export type Severity = 'error' | 'warning';
/** Leads to a place in the document: `['segments', 'champion', 'when', 'metric.orders']`. */
export type IssuePath = readonly (string | number)[];

export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly path: IssuePath;
  /** What is wrong, and how to mend it. */
  readonly message: string;
  /** Where in the text, from 1; only when a locator was given. */
  readonly line?: number;
  readonly column?: number;
}

/** Collects issues; `key` points to the key at the end of the path, not to its value. */
export interface Reporter {
  readonly error: (code: IssueCode, path: IssuePath, message: string, at?: 'key') => void;
  readonly warn: (code: IssueCode, path: IssuePath, message: string, at?: 'key') => void;
}

/** `segments.champion.when["metric.orders"]` */
export const formatPath = (path: IssuePath): string =>
  path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!/^[A-Za-z_$][\w$-]*$/.test(part)) return `[${JSON.stringify(part)}]`;
      return i === 0 ? part : `.${part}`;
    })
    .join('');
