import type { Condition, Json } from '../../../shared/definitions/index.ts';
import type { HostFacts } from '../../../shared/engine/index.ts';
import { SOURCE_TOUCHES } from '../../../shared/definitions/facts.ts';
import { type Entry, each } from '../examples/example.ts';
import type { Construct, Section } from './types.ts';

/** A fact that the host tells, with a value that meets the condition and one that does not. */
const told = (fact: string, means: string, operand: Json, meets: Json, fails: Json): Construct => {
  const [namespace = '', ...path] = fact.split('.');
  const facts = (value: Json): HostFacts => ({
    [namespace]: path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value),
  });
  return {
    covers: [fact],
    means,
    shows: { [fact]: operand },
    example: {
      definitions: { segments: { match: { when: { [fact]: operand } } } },
      visitors: {
        [JSON.stringify(meets)]: [{ facts: facts(meets) }, true],
        [JSON.stringify(fails)]: [{ facts: facts(fails) }, false],
      },
    },
  };
};

/** A fact that follows from events, or from time. */
const lived = (
  fact: string,
  means: string,
  when: Json,
  visitors: { readonly [who: string]: readonly Entry[] },
): Construct => ({
  covers: [fact],
  means,
  shows: { [fact]: when },
  example: {
    definitions: { segments: { match: { when: { [fact]: when } as Condition } } },
    visitors,
  },
});

const where = (fact: string, means: string, operand: Json, yes: string, no: string): Construct => ({
  covers: [fact],
  means,
  shows: { [fact]: operand },
  example: {
    definitions: {
      metrics: { timed: { count: 'purchase', where: { [fact]: operand } } },
      segments: { match: { when: { 'metric.timed': { $gte: 1 } } } },
    },
    visitors: { [yes]: [[yes, 'purchase'], true], [no]: [[no, 'purchase'], false] },
  },
});

const engaged = (time: string, ms: number): Entry => [
  time,
  'user_engagement',
  { engagement_time_msec: ms },
];

const context: readonly Construct[] = [
  told('geo.country', 'ISO 3166-1, from the request.', { $in: ['DE', 'AT'] }, 'AT', 'CH'),
  told('geo.region', 'ISO 3166-2, without the country.', 'BE', 'BE', 'BY'),
  told('geo.city', 'Name of the city.', 'Berlin', 'Berlin', 'Bonn'),
  told('geo.timezone', 'IANA name.', { $regex: '^Europe/' }, 'Europe/Berlin', 'Asia/Tokyo'),
  told('device.type', '`mobile`, `tablet` or `desktop`.', 'mobile', 'mobile', 'desktop'),
  told('device.os', 'Operating system, as the browser names it.', 'iOS', 'iOS', 'Android'),
  told('device.browser', 'Browser, as it names itself.', 'Firefox', 'Firefox', 'Safari'),
  told(
    'device.language',
    'BCP 47, the first that the browser names.',
    { $regex: '^de' },
    'de-AT',
    'en',
  ),
  told('device.viewport', '`small`, `medium` or `large`.', { $ne: 'small' }, 'large', 'small'),
  told('page.path', 'Path of the page.', { $regex: '^/docs/' }, '/docs/1', '/'),
  told('page.title', 'Title of the page.', { $regexi: 'sale' }, 'Spring Sale', 'Home'),
  told('page.host', 'Host name of the page.', 'shop.example', 'shop.example', 'www.shop.example'),
  told('page.hash', 'What follows `#` in the address, without it.', 'prices', 'prices', ''),
];

const TOUCHES: { readonly [touch in (typeof SOURCE_TOUCHES)[number]]: string } = {
  first: 'the visitor’s first session',
  last: 'the last session that had a source (a direct one changes nothing)',
  session: 'this session',
};
const SOURCES: { readonly [field: string]: readonly [string, Json, string, string] } = {
  referrer: ['Host name of the referrer', 'news.example', 'news.example', 'blog.example'],
  medium: ['Medium (`utm_medium`, or guessed)', 'email', 'email', 'organic'],
  source: ['Source (`utm_source`, or guessed)', 'newsletter', 'newsletter', 'google'],
  campaign: ['`utm_campaign`', 'spring', 'spring', 'summer'],
  term: ['`utm_term`', { $regex: 'lamp' }, 'desk lamp', 'rug'],
  content: ['`utm_content`', 'top', 'top', 'footer'],
  channel: [
    'Channel group (names as in Google Analytics 4)',
    'Paid Social',
    'Paid Social',
    'Direct',
  ],
};
const sources: readonly Construct[] = SOURCE_TOUCHES.flatMap((touch) =>
  Object.entries(SOURCES).map(([field, [means, operand, meets, fails]]) =>
    told(`source.${touch}.${field}`, `${means} of ${TOUCHES[touch]}.`, operand, meets, fails),
  ),
);

const visits: readonly Construct[] = [
  lived(
    'session.number',
    '1 in the first session. In `where`: that of the session the event is in.',
    2,
    {
      'the second session': [['10:00', 'page_view'], ['10:30', 'page_view'], true],
      'the first': [['10:00', 'page_view'], false],
    },
  ),
  lived(
    'session.pages',
    'Page views of this session so far.',
    { $gte: 2 },
    {
      'two pages': [['10:00', 'page_view'], ['10:01', 'page_view'], true],
      'two pages in two sessions': [['10:00', 'page_view'], ['12:00', 'page_view'], false],
    },
  ),
  lived(
    'session.events',
    'Events of this session so far.',
    { $gte: 2 },
    {
      'a page and a scroll': [['10:00', 'page_view'], ['10:01', 'scroll'], true],
      'a page': [['10:00', 'page_view'], false],
    },
  ),
  lived(
    'session.duration',
    'From the first event of this session to the last. A duration.',
    { $gte: '5m' },
    {
      'events five minutes apart': [['10:00', 'page_view'], ['10:05', 'scroll'], true],
      'one event, five minutes ago': [
        ['10:00', 'page_view'],
        ['10:05', false],
      ],
    },
  ),
  lived('session.landing', 'Path of the first page of this session.', '/sale', {
    'came by the sale': [
      ['10:00', 'page_view', { page_path: '/sale' }],
      ['10:01', 'page_view', { page_path: '/' }],
      true,
    ],
    'went to the sale': [
      ['10:00', 'page_view', { page_path: '/' }],
      ['10:01', 'page_view', { page_path: '/sale' }],
      false,
    ],
  }),
  lived(
    'session.engaged',
    'Time of this session with the page in view and in use. A duration.',
    { $gte: '10s' },
    {
      '4 and 6 seconds': [engaged('10:00', 4000), engaged('10:01', 6000), true],
      '9 seconds': [engaged('10:00', 9000), false],
    },
  ),
  lived(
    'visitor.firstSeen',
    'Local date of the first event.',
    { $lt: '2026-03-03' },
    {
      'just before midnight': [['03-02 23:59', 'page_view'], true],
      'just after': [['03-03 00:00', 'page_view'], false],
    },
  ),
  lived(
    'visitor.age',
    'Since the first event. A duration.',
    { $gte: '7d' },
    {
      'a week later': [['03-02 10:00', 'page_view'], false, ['03-09 10:00', true]],
      'on the sixth day': [
        ['03-02 10:00', 'page_view'],
        ['03-08 10:00', false],
      ],
    },
  ),
  lived(
    'visitor.sessions',
    'Sessions so far.',
    { $gte: 3 },
    {
      three: [...each('page_view', ['10:00', '11:00', '12:00']), true],
      two: [...each('page_view', ['10:00', '11:00', '11:20']), false],
    },
  ),
  lived(
    'visitor.daysActive',
    'Local dates with an event.',
    { $gte: 2 },
    {
      'around midnight': [['03-02 23:59', 'page_view'], ['03-03 00:00', 'page_view'], true],
      'twice on a day': [['03-02 00:00', 'page_view'], ['03-02 23:59', 'page_view'], false],
    },
  ),
  lived(
    'visitor.away',
    'From the last event of the session before to the start of this one; absent in the first. A duration.',
    { $gte: '30d' },
    {
      'back after 30 days': [['03-02 10:00', 'page_view'], ['04-01 10:00', 'page_view'], true],
      'back the next day': [['03-02 10:00', 'page_view'], ['03-03 10:00', 'page_view'], false],
      'here for the first time': [
        ['03-02 10:00', 'page_view'],
        ['04-01 10:00', false],
      ],
    },
  ),
];

const clock: readonly Construct[] = [
  lived(
    'now.hour',
    'Local, 0 to 23.',
    { $gte: 20 },
    {
      'at eight in the evening': [
        ['19:59', false],
        ['20:00', true],
        ['03-03 00:00', false],
      ],
      'in the morning': [['10:00', false]],
    },
  ),
  lived(
    'now.weekday',
    'Local, 1 (Monday) to 7 (Sunday).',
    { $in: [6, 7] },
    {
      'at the weekend': [
        ['03-06 23:59', false],
        ['03-07 00:00', true],
        ['03-09 00:00', false],
      ],
      'on Monday': [['10:00', false]],
    },
  ),
  lived(
    'now.date',
    'Local date.',
    { $gte: '2026-03-20', $lt: '2026-03-27' },
    {
      'in that week': [
        ['03-19 23:59', false],
        ['03-20 00:00', true],
        ['03-27 00:00', false],
      ],
      before: [['10:00', false]],
    },
  ),
  lived('now.month', 'Local, 1 to 12.', 4, {
    'in April': [
      ['03-31 23:59', false],
      ['04-01 00:00', true],
    ],
    'in March': [['10:00', false]],
  }),
];

const made: readonly Construct[] = [
  {
    covers: ['trait.*'],
    means: 'A trait, by its id; absent where it was never set.',
    example: {
      definitions: {
        traits: { plan: { type: 'string', values: ['free', 'pro'] } },
        segments: { match: { when: { 'trait.plan': 'pro' } } },
      },
      visitors: {
        pro: [{ facts: { trait: { plan: 'pro' } } }, true],
        'never told': [false],
      },
    },
  },
  {
    covers: ['until.*'],
    means: 'Time until the date of a trait; below zero once it has passed. A duration.',
    example: {
      definitions: {
        traits: { renews: { type: 'date' } },
        segments: { match: { when: { 'until.renews': { $gt: '0d', $lte: '7d' } } } },
      },
      visitors: {
        'seven days before': [
          { facts: { trait: { renews: '2026-03-12T10:00:00+01:00' } } },
          false,
          ['03-05 10:00', true],
          ['03-12 10:00', false],
        ],
        'a month before': [{ facts: { trait: { renews: '2026-04-02' } } }, false],
      },
    },
  },
  {
    covers: ['since.*'],
    means: 'Time since the date of a trait; below zero before it comes. A duration.',
    example: {
      definitions: {
        traits: { joined: { type: 'date' } },
        segments: { match: { when: { 'since.joined': { $gte: '365d' } } } },
      },
      visitors: {
        'a year and more': [{ facts: { trait: { joined: '2025-01-01' } } }, true],
        'two months': [{ facts: { trait: { joined: '2026-01-01' } } }, false],
      },
    },
  },
  {
    covers: ['anniversary.*'],
    means:
      'Local days until day and month of a date of a trait come again, 0 on that day, 365 at most; 29 February comes on the 28th in other years. An instant is one of the visitor’s own days. A number.',
    example: {
      definitions: {
        traits: { birthday: { type: 'date' } },
        segments: { match: { when: { 'anniversary.birthday': { $lte: 7 } } } },
      },
      visitors: {
        'eight days before, and after': [
          { facts: { trait: { birthday: '1990-03-11' } } },
          ['03-03 23:59', false],
          ['03-04 00:00', true],
          ['03-11 23:59', true],
          ['03-12 00:00', false],
        ],
        'in a year but a day': [{ facts: { trait: { birthday: '1990-03-01' } } }, false],
        'without a birthday': [{ facts: { trait: {} } }, false],
      },
    },
  },
  {
    covers: ['metric.*'],
    means: 'A metric, by its id.',
    example: {
      definitions: {
        metrics: { orders: { count: 'purchase' } },
        segments: { match: { when: { 'metric.orders': { $gte: 2 } } } },
      },
      visitors: {
        'two orders': [...each('purchase', ['10:00', '11:00']), true],
        one: [['10:00', 'purchase'], false],
      },
    },
  },
  {
    covers: ['segment.*'],
    means: 'Whether the visitor is in another segment. Circles are an error.',
    example: {
      definitions: {
        metrics: { orders: { count: 'purchase' } },
        segments: {
          customer: { when: { 'metric.orders': { $gte: 1 } } },
          match: { when: { 'segment.customer': false, 'session.number': { $gte: 2 } } },
        },
      },
      visitors: {
        'comes back without having bought': [...each('page_view', ['10:00', '12:00']), true],
        'has bought': [['10:00', 'purchase'], ['12:00', 'page_view'], false],
      },
    },
  },
  where('time.hour', 'In `where`: the local hour of the event.', { $lt: 6 }, '05:59', '06:00'),
  where(
    'time.weekday',
    'In `where`: the local weekday of the event.',
    { $in: [6, 7] },
    '03-07 00:00',
    '03-06 23:59',
  ),
];

const section = (title: string, constructs: readonly Construct[], text?: string): Section => ({
  title,
  form: 'table',
  constructs,
  ...(text !== undefined && { text }),
});

export const factSections: readonly Section[] = [
  section(
    'Facts: context',
    context,
    'The examples stand in the `when` of a segment. From the browser and, for `geo.*`, from one request for coarse context. Where it was never fetched, it is unknown.',
  ),
  section('Facts: where visitors come from', sources),
  section(
    'Facts: visits and visitors',
    visits,
    'Worked out from the events, on the device. Local means in the time zone of the device.',
  ),
  section('Facts: now', clock),
  section('Facts: defined by the document', made),
];
