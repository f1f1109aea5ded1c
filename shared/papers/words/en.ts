// English: the pattern of all other languages. `{name}` is where something is put; `§30.1.a` is a place in the GDPR, and
// `§e` the rule of the ePrivacy Directive on storage, each written as the language cites it.
export const en = {
  cite: {
    article: 'Art. {a} GDPR',
    paragraph: 'Art. {a}({p}) GDPR',
    point: 'Art. {a}({p})({q}) GDPR',
    eprivacy: 'Art. 5(3) of Directive 2002/58/EC',
  },
  titles: {
    record: 'Record of processing activities: {site}',
    dpia: 'Data protection impact assessment, draft: {site}',
    notice: 'What {site} remembers about your visit',
    retention: 'What is stored, and for how long: {site}',
    public: 'What the segment definitions of {site} do',
  },
  leads: {
    record:
      'A draft of the record under §30.1, made from the segment definitions of {site}, version {version}, valid until {expires}. What only the controller can decide stands as an open question.',
    dpia: 'A draft of the assessment under §35.7, made from the segment definitions of {site}, version {version}, valid until {expires}. It is complete only once the open questions are answered.',
    notice:
      'Your browser itself decides which groups of visitors you belong to. No server receives what you did here for that.',
    retention:
      'Made from the segment definitions of {site}, version {version}, valid until {expires}. Events and properties that no definition reads are not stored.',
    public:
      'Made from the definitions that the owner of {site} signed: version {version}, issued on {issued}, valid until {expires}. Pages of the site refuse all others.',
  },
  off: {
    children:
      'The definitions say that the site is for children: nothing is recorded and nothing is counted. What follows is what they would do otherwise.',
    stop: 'The definitions say stop: nothing is recorded and nothing is counted. What follows is what they would do otherwise.',
  },
  heads: {
    controller: 'Controller',
    purposes: 'Purposes of the processing',
    subjects: 'Data subjects and categories of personal data',
    recipients: 'Recipients',
    transfers: 'Transfers to third countries',
    limits: 'Time limits for erasure',
    security: 'Technical and organisational measures',
    questions: 'Open questions',
    need: 'Whether an assessment is required',
    description: 'Description of the processing',
    necessity: 'Necessity and proportionality',
    risks: 'Risks to the rights and freedoms of data subjects',
    measures: 'Measures to address the risks',
    involved: 'Advice, views and review',
    who: 'Who is responsible',
    what: 'What happens, and what for',
    device: 'On the device',
    edge: 'On the server',
    basis: 'Legal basis',
    rights: 'Your rights',
    voluntary: 'Whether you have to agree',
    automated: 'Automated decisions',
    segments: 'Segments',
    counts: 'Counts',
    asked: 'Questions to visitors',
    document: 'The document',
    consent: 'Consent',
  },
  labels: {
    controller: 'Controller',
    contact: 'Contact',
    officer: 'Data protection officer',
    notice: 'Privacy notice',
    processor: 'Processor',
    data: 'Data',
    properties: 'Properties',
    why: 'Why',
    period: 'Kept for',
    removed: 'Removed by',
    segment: 'Segment',
    meaning: 'Meaning',
    stays: 'A visitor stays',
    used: 'Used for',
    question: 'Question',
    answers: 'Answers',
    wrong: 'Wrong on purpose',
    way: 'Way',
    recipients: 'Recipients',
    handed: 'Handed to them',
    risk: 'Risk',
    answer: 'What is done',
    remains: 'What remains',
    version: 'Version',
    issued: 'Issued',
    expires: 'Valid until',
    hash: 'SHA-256 of the signed text',
    signers: 'Signed with',
    open: 'Open question {n}',
    notStated: 'not stated',
    category: 'Category',
    number: 'No.',
    said: 'As stated',
  },
  purposes: {
    personalisation:
      'Personalisation: to remember on the visitor’s own device what happened on the site, and to decide there which segments the visitor is in, so that the page can be adapted.',
    measurement:
      'Measurement: to find out how many visitors are in a segment, by one randomised answer per device and period.',
    activation:
      'Activation: to hand ids of segments to other scripts of the same page. The owner says what for: {purpose}',
    none: 'The definitions decide no segments and count nothing.',
  },
  purposeNames: {
    personalisation: 'personalisation',
    measurement: 'measurement',
    activation: 'activation',
  },
  consent: {
    ask: 'Nothing is stored or read before the visitor has agreed to the purpose, each purpose apart. Storing on the device and reading from it rest on that consent (§e).',
    inform:
      'In these countries measurement, and no other purpose, begins once the visitor was informed, and ends with an objection: {countries}.',
    others: 'all countries that have no rule of their own',
    withdraw:
      'Withdrawing is as easy as agreeing, and erases at once what rests on the consent, on every open page of the site.',
    text: 'Version of the text that visitors answer: {n}.',
  },
  subjects: {
    who: 'Visitors of {site} who agreed to a purpose.',
    informed: 'For measurement also visitors who were informed and did not object: {countries}.',
    sensitive:
      'The checker points out segments that name or imply special categories of personal data (§9.1). It knows words, and not meanings.',
  },
  categories: {
    events: 'What happened on the site (events)',
    traits: 'What the site stated, or the visitor answered (traits)',
    place: 'Coarse place',
    source: 'Where a visit came from',
    device: 'Device and page',
    visit: 'Course of the visit',
    variants: 'Variants drawn',
    answers: 'Questions asked',
    segments: 'Memberships in segments',
    reports: 'Randomised answers',
  },
  /** What is stored on the device, beside what the tables below name. */
  kept: {
    events: '{name}',
    eventsNamed: '{name} ({words})',
    everyEvent: 'every event',
    time: 'name and time alone',
    whyMetrics: 'read by {metrics}',
    whyHistory: 'for segments still to come: {why}',
    trait: 'trait {name}, and when it was last stated',
    traitWhy: 'stated by the site or answered by the visitor; read by segments',
    variant: 'variant drawn of {name}',
    variantWhy: 'to show the same again',
    fact: '{name} ({words})',
    factWhy: 'read by segments',
    once: '{property} of {name}, as a hash, of the last hundred',
    onceWhy: 'so that an event that is told twice counts once',
    asked: 'when the question {name} was shown, answered, closed',
    askedWhy: 'not to ask again',
    numbers: 'numbers of the metrics, memberships in segments, segments objected to',
    numbersWhy: 'the answers, without reading all events on each page',
    sessions: 'number, start and last event of the session, first event, number of events',
    sessionsWhy: 'to tell sessions apart',
    answer:
      'the answer to the consent question: what, when, to which text, and when the history began',
    answerWhy: 'to act on it, and not to ask again',
    shown: 'segments that the page may show, with their ends',
    shownWhy: 'the right content at first paint',
    left: 'what happened on a page that was left before it was stored, as far as definitions read it',
    leftWhy: 'not to lose it',
    document:
      'the signed definitions and what the script found out of them: nothing about the visitor',
    documentWhy: 'to work offline, and to refuse older ones',
    seed: '16 random bytes; the answer to be sent; what was asked when, with its ε',
    seedWhy: 'one answer per period, the same whenever asked',
    counted: 'the end of the last period that was reported, for all sites of the origin',
    countedWhy: 'no second report in a period',
  },
  periods: {
    history: 'as long as the history, at most {most}',
    session: 'until the session ends, {time} after its last event',
    window: 'numbers as long as their windows, all else as long as the history, at most {most}',
    definitions: 'until the definitions run out',
    nextPage: 'until the next page of the site',
    answer: '{most} from the answer',
    whole:
      'No event is kept beyond its period. Everything is erased {most} after the history began, also where it was answered anew.',
    browser:
      'A browser that never opens the site again runs no code of it: there the browser’s own rules apply.',
  },
  removed: {
    usual: 'its time; erasure; refusal',
    answer: 'the next answer',
    measurement: 'its time; erasure; refusal of measurement',
    personalisation: 'erasure; refusal of personalisation',
    counted: 'its time',
    alarm: 'a timer of the server',
    owner: 'the operator, with the site',
  },
  edge: {
    counts: 'counters: question, period, answer, a number',
    countsWhy: 'the counts',
    countsPeriod: '25 months after the period',
    ids: 'hash of the random id of each report, without order, date or answer',
    idsWhy: 'to refuse a repetition',
    idsPeriod: '24 hours after the end of the period',
    documents: 'the published definitions and public keys: nothing about visitors',
    documentsWhy: 'to hand them out; anyone can compare them',
    documentsPeriod: 'as long as the site',
    place:
      'The coarse place ({parts}) is told from the request, handed to the page and not stored on the server.',
    none: 'No address, cookie, user agent or identifier of a visitor is stored with any of it.',
  },
  segments: {
    none: 'There are none.',
    noStay: 'while it holds',
    stays: '{time} longer than it holds',
    ever: 'for as long as the history',
    shown: 'shown to the page',
    hidden: 'never shown to the page',
    counted: 'counted',
    handed: 'handed on',
  },
  counts: {
    none: 'Nothing is counted.',
    how: 'Each device answers one question in each period of {period}, by randomised response with ε = {epsilon}. The answer is wrong on purpose as often as the table says, so that it tells nothing sure about anyone. The report has the same length for all, and no identifier that outlives it.',
    budget:
      'Over 52 weeks ε adds up to {yearly} at most ({periods} periods), should somebody be able to link all reports of a device; no report carries a means for that. Whatever is signed, it is never more than {most} in any 365 days.',
    back: 'An answer that was sent cannot be taken back: it is a number in a counter, and belongs to nobody.',
    kinds: {
      segment: 'whether a visitor is in the segment {name}',
      group: 'which segment of the group {name} a visitor is in',
      experience: 'which variant of {name} a visitor was shown',
      converted: 'which variant of {name} a visitor was shown, and whether the goal was reached',
      histogram: 'in which range the value of {name} is',
    },
    shown: 'Numbers are shown only above thresholds, with their intervals.',
  },
  recipients: {
    none: 'What is stored on the device is sent to nobody.',
    edge: 'The operator of the server at the edge: requests for the definitions, the same for everybody; requests for the coarse place, where a definition reads it; and the randomised answers, where something is counted.',
    activated:
      'Where the visitor agreed to it, ids of segments are handed to other scripts of the page. Whoever receives them may send them on, and what was sent cannot be taken back:',
    ways: { gpt: 'Google Publisher Tag', prebid: 'Prebid', dataLayer: 'data layer' },
  },
  transfers: {
    inside: 'All processors named here handle the data inside the European Economic Area: {list}.',
    outside: 'Outside the European Economic Area: {list}.',
  },
  measures: [
    'Segments are decided on the visitor’s own device; events, traits and memberships are not sent to the server.',
    'Only events and properties that a definition reads are stored, for as long as it reads them, 13 months at most (§5.1.c, §5.1.e, §25.1).',
    'The definitions are signed with a key that the server does not hold; pages refuse what is unsigned, altered, older or expired.',
    'Counts are randomised on the device; one answer per device and period, without an identifier that outlives it.',
    'Counts are shown only above thresholds, at most once a day, in steps.',
    'Transport is encrypted; the server stores no addresses, cookies or user agents.',
    'Withdrawal of consent erases at once; visitors can see, export, correct and erase what is stored, and object to each segment.',
    'A browser signal against tracking (Global Privacy Control) counts as a refusal unless the visitor agrees to this site after that.',
    'Access to the counts and to publishing needs tokens, which can be limited, rotated and revoked; what was done with them is written down.',
  ],
  necessity: {
    minimal:
      'Stored are {events} kinds of events with {properties} properties, and {facts} further facts. Each of them is read by a definition, or kept for a reason that the definitions give.',
    longest: 'The longest period is {time}.',
    instead:
      'Counts are estimates from randomised answers instead of exact counts of identified visitors.',
  },
  risks: {
    narrow: [
      'A rule fits a single person, who is treated differently.',
      'The rules are public and signed; anyone can read them. Counts of few people are not shown.',
      'The page can still be changed for one person, by rules that all can read.',
    ],
    infer: [
      'A segment implies health, belief, sex life or other special categories (§9.1).',
      'The checker refuses or points out words that name them.',
      'Names can be chosen so that nobody notices.',
    ],
    device: [
      'Somebody else uses the same device and sees what the page shows.',
      'Erasing in the panel; short periods.',
      'They see what the page shows until it is erased.',
    ],
    scripts: [
      'Other scripts of the page read what is stored.',
      'No more is stored than definitions read.',
      'It cannot be prevented within one origin.',
    ],
    altered: [
      'Somebody takes over the server and hands out other rules.',
      'Pages refuse what the owner did not sign; published versions can be compared.',
      'The server can stop or delay new definitions until the old ones run out.',
    ],
    linked: [
      'Somebody links the reports of one device and infers memberships.',
      'Randomised answers with ε = {epsilon}, no identifier; ε adds up to {yearly} in 52 weeks at most.',
      'Whoever links all reports learns as much as this ε allows.',
    ],
    handed: [
      'A recipient joins ids of segments with what it knows about the visitor.',
      'Only where the visitor agreed to exactly that; recipients are named before; 20 ids on one way at most.',
      'What was sent cannot be taken back.',
    ],
  },
  rights: {
    panel:
      'On this site you can see what is stored on your device, why you are in a group, and take it with you, correct or erase it (§15, §16, §17, §20). You can object to each group (§21).',
    withdraw:
      'You can withdraw your consent at any time (§7.3). What was done before stays lawful.',
    more: 'You have the right to restriction of processing (§18), and to lodge a complaint with a supervisory authority (§77.1).',
    unknown:
      'We cannot tell which device is yours (§11.2): your rights over what is stored on it are exercised on that device.',
    voluntary:
      'You need not agree, by law or by contract. If you do not, the page is shown as it is for everybody, and nothing is stored but your answer.',
    voluntaryInformed: 'You need not accept measurement either: an objection ends it.',
    automated:
      'Your browser decides by the rules below which groups you are in; the page may then show other content (§13.2.f).',
  },
  public: {
    /** The lead where no signature was checked. */
    draft:
      'Made from a draft of the definitions of {site}, and not from a signed text: version {version}, issued on {issued}, valid until {expires}. Pages of the site take only what the owner has signed.',
    envelope: 'The signed text itself',
    verify:
      'Whoever wants to can check the signature with the public key of the site, and compare the hash with the published ones.',
    published: 'All published versions',
    questions: 'Visitors of {segments} may be asked: {question} The answer stays on the device.',
  },
  questions: {
    controller:
      'Who is the controller, and how can they be reached? The definitions name nobody (“controller”).',
    joint: 'Are there joint controllers (§26.1), or a representative in the Union (§27.1)?',
    officer: 'Is a data protection officer to be designated (§37.1)? The definitions name none.',
    basis:
      'On which legal basis does the processing for {purpose} rest (§6.1)? Consent under §e to storing on the device does not settle it.',
    interests:
      'If it rests on legitimate interests (§6.1.f): which, and what did the balancing find?',
    inform:
      'On which national rule does measurement without consent rest in: {countries}? Are its conditions met?',
    processors:
      'Who runs the server at the edge, and who else handles data on behalf of the controller (§28.3)? The definitions name nobody.',
    contracts: 'Is there a contract under §28.3 with each processor: {list}?',
    logs: 'What does the operator of the server log of requests (addresses, times), and for how long?',
    recipients: 'Who else receives data, from scripts of the page that read segments?',
    country:
      'In which countries do these handle data: {list}? Outside the European Economic Area: on which safeguard does the transfer rest (§44)?',
    transfer: 'On which decision or safeguard do the transfers to {list} rest (§45, §46)?',
    transferUnknown:
      'Is data transferred to a third country, and on which decision or safeguard (§45, §46)?',
    special:
      'Does any segment imply special categories of personal data (§9.1), though its name does not say so?',
    freeText: 'These traits can hold any text: {list}. What does the site put there?',
    children: 'Do children use the site?',
    decisions:
      'Does anything with legal or similarly significant effects depend on a segment (§22.1)? Covey is not meant for that.',
    authority: 'Which supervisory authority is competent, and how is it reached?',
    own: 'Which measures of your own are there: who holds the signing key, who has tokens, who may change the page (§32.1)?',
    required:
      'Is an assessment required (§35.1, §35.3), also by the lists of the authority (§35.4)? If not: why not?',
    necessary: 'Is each segment needed for its purpose, and is there no way that takes less?',
    history: 'Is it necessary to keep these events for segments still to come: {list}?',
    likelihood:
      'How likely, and how severe, is each of these risks on this site? Which others are there?',
    advice: 'What did the data protection officer advise (§35.2)?',
    views:
      'What are the views of visitors or their representatives, where it is appropriate to ask them (§35.9)?',
    residual:
      'Does a high risk remain, so that the authority is to be consulted (§36.1)? When is the assessment reviewed (§35.11)?',
  },
  questionsLead: {
    owner: 'These the definitions cannot answer. Whoever is responsible has to.',
    notice:
      'Not part of the notice: answer these, write the answers where they belong, and remove this section.',
  },
} as const;
