import { each } from '../examples/example.ts';
import type { Entry } from '../examples/example.ts';
import type { Section } from './types.ts';

const buys = (...values: number[]): Entry[] =>
  values.map((value): Entry => ['+1h', 'purchase', { value }]);

export const metricSection: Section = {
  title: 'Metrics',
  text: 'Functions of the event log, each with one aggregator. Events without the property do not count towards its value.',
  form: 'examples',
  constructs: [
    {
      covers: ['metric: count'],
      means: 'How many events match.',
      example: {
        definitions: {
          metrics: { orders: { count: 'purchase', within: '30d' } },
          segments: { regular: { when: { 'metric.orders': { $gte: 2 } } } },
        },
        visitors: {
          'two orders, until the first is 30 days old': [
            ['03-02 10:00', 'purchase'],
            false,
            ['03-20 10:00', 'purchase'],
            true,
            ['04-01 09:59:59.999', true],
            ['04-01 10:00', false],
          ],
          'one order': [['10:00', 'purchase'], { metrics: { orders: 1 } }, false],
        },
      },
    },
    {
      covers: ['metric: count.by'],
      means: 'Counts for each value of a property, and takes the greatest.',
      example: {
        definitions: {
          metrics: { views: { count: 'view_item', by: 'item_id', within: '7d' } },
          segments: { keen: { when: { 'metric.views': { $gte: 3 } } } },
        },
        visitors: {
          'one item three times': [
            ...each('view_item', ['10:00', '10:01'], { item_id: 'lamp' }),
            ['10:02', 'view_item', { item_id: 'rug' }],
            { metrics: { views: 2 } },
            ['10:03', 'view_item', { item_id: 'lamp' }],
            true,
          ],
          'three items once': [
            ['10:00', 'view_item', { item_id: 'lamp' }],
            ['10:01', 'view_item', { item_id: 'rug' }],
            ['10:02', 'view_item', { item_id: 'vase' }],
            { metrics: { views: 1 } },
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: sum'],
      means: 'Adds up a property; 0 without any.',
      example: {
        definitions: {
          metrics: { spend: { sum: 'purchase.value', within: '365d' } },
          segments: { good: { when: { 'metric.spend': { $gte: 100 } } } },
        },
        visitors: {
          '60 and 40': [...buys(60), false, ...buys(40), { metrics: { spend: 100 } }, true],
          '60, and 40 as text': [
            ...buys(60),
            ['+1h', 'purchase', { value: '40.00' }],
            { metrics: { spend: 100 } },
            true,
          ],
          '60, and a text that is no number without doubt': [
            ...buys(60),
            ['+1h', 'purchase', { value: '1.234' }],
            { metrics: { spend: 60 } },
            false,
          ],
          none: [['10:00', 'page_view'], { metrics: { spend: 0 } }, false],
        },
      },
    },
    {
      covers: ['metric: mean'],
      means: 'The average of a property; absent without any.',
      example: {
        definitions: {
          metrics: { average: { mean: 'purchase.value' } },
          segments: { generous: { when: { 'metric.average': { $gte: 50 } } } },
        },
        visitors: {
          '20, 80 and 50': [...buys(20, 80, 50), { metrics: { average: 50 } }, true],
          '20 and 30': [...buys(20, 30), { metrics: { average: 25 } }, false],
          none: [['10:00', 'page_view'], { metrics: { average: null } }, false],
        },
      },
    },
    {
      covers: ['metric: min'],
      means: 'The least value of a property; absent without any.',
      example: {
        definitions: {
          metrics: { least: { min: 'purchase.value' } },
          segments: { generous: { when: { 'metric.least': { $gte: 20 } } } },
        },
        visitors: {
          '30, 20': [...buys(30, 20), { metrics: { least: 20 } }, true],
          '30, 10': [...buys(30, 10), { metrics: { least: 10 } }, false],
        },
      },
    },
    {
      covers: ['metric: max'],
      means: 'The greatest value of a property; absent without any.',
      example: {
        definitions: {
          metrics: { most: { max: 'purchase.value' } },
          segments: { generous: { when: { 'metric.most': { $gte: 100 } } } },
        },
        visitors: {
          '20, 100, 20': [...buys(20, 100, 20), { metrics: { most: 100 } }, true],
          '60 and 60': [...buys(60, 60), false],
        },
      },
    },
    {
      covers: ['metric: median'],
      means:
        'The middle value of a property, or the mean of the two in the middle; absent without any.',
      example: {
        definitions: {
          metrics: { typical: { median: 'purchase.value' } },
          segments: { generous: { when: { 'metric.typical': { $gte: 50 } } } },
        },
        visitors: {
          '10, 50, 900': [...buys(900, 10, 50), { metrics: { typical: 50 } }, true],
          '10, 20, 30, 900 make 25': [
            ...buys(900, 10, 30, 20),
            { metrics: { typical: 25 } },
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: percentile', 'metric: percentile.p'],
      means:
        'The value that `p` in a hundred do not exceed; between two of them in proportion, as SQL’s `PERCENTILE_CONT` has it. Absent without any.',
      example: {
        definitions: {
          metrics: { high: { percentile: 'purchase.value', p: 90 } },
          segments: { generous: { when: { 'metric.high': { $gte: 90 } } } },
        },
        visitors: {
          '20, 10 and 100 make 84': [...buys(20, 10, 100), { metrics: { high: 84 } }, false],
          'eleven times, 0 to 100': [
            ...buys(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100),
            { metrics: { high: 90 } },
            true,
          ],
        },
      },
    },
    {
      covers: ['metric: distinct'],
      means: 'How many different values a property has had.',
      example: {
        definitions: {
          metrics: { categories: { distinct: 'view_item.item_category', within: '30d' } },
          segments: { broad: { when: { 'metric.categories': { $gte: 2 } } } },
        },
        visitors: {
          'lamps and rugs': [
            ['10:00', 'view_item', { item_category: 'lamps' }],
            ['10:01', 'view_item', { item_category: 'rugs' }],
            true,
          ],
          'lamps twice': [
            ...each('view_item', ['10:00', '10:01'], { item_category: 'lamps' }),
            { metrics: { categories: 1 } },
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: first'],
      means: 'The property’s value in the first event that has one; absent without any.',
      example: {
        definitions: {
          metrics: { entry: { first: 'view_item.item_category' } },
          segments: { lamps: { when: { 'metric.entry': 'lamps' } } },
        },
        visitors: {
          'lamps, then rugs': [
            ['10:00', 'view_item'],
            ['10:01', 'view_item', { item_category: 'lamps' }],
            ['10:02', 'view_item', { item_category: 'rugs' }],
            { metrics: { entry: 'lamps' } },
            true,
          ],
          'rugs, then lamps': [
            ['10:01', 'view_item', { item_category: 'rugs' }],
            ['10:02', 'view_item', { item_category: 'lamps' }],
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: last'],
      means: 'The property’s value in the last event that has one; absent without any.',
      example: {
        definitions: {
          metrics: { latest: { last: 'view_item.item_category', within: '7d' } },
          segments: { rugs: { when: { 'metric.latest': 'rugs' } } },
        },
        visitors: {
          'lamps, then rugs, for a week': [
            ['03-02 10:00', 'view_item', { item_category: 'lamps' }],
            ['03-02 10:01', 'view_item', { item_category: 'rugs' }],
            ['03-02 10:02', 'view_item'],
            true,
            ['03-09 10:01', { metrics: { latest: null } }],
            false,
          ],
          'rugs, then lamps': [
            ['10:01', 'view_item', { item_category: 'rugs' }],
            ['10:02', 'view_item', { item_category: 'lamps' }],
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: top'],
      means: 'The most frequent value; of equals, the one seen last. Absent without any.',
      example: {
        definitions: {
          metrics: { favourite: { top: 'view_item.item_category', within: '30d' } },
          segments: { lamps: { when: { 'metric.favourite': 'lamps' } } },
        },
        visitors: {
          'two lamps, one rug': [
            ['10:00', 'view_item', { item_category: 'lamps' }],
            ['10:01', 'view_item', { item_category: 'rugs' }],
            { metrics: { favourite: 'rugs' } },
            ['10:02', 'view_item', { item_category: 'lamps' }],
            true,
          ],
          'one lamp, two rugs': [
            ['10:00', 'view_item', { item_category: 'lamps' }],
            ...each('view_item', ['10:01', '10:02'], { item_category: 'rugs' }),
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: since', 'metric: since.of'],
      means:
        'Time since the last match; with `"of": "first"` since the first. Without a match it is *never*, which is longer than any duration. A duration.',
      example: {
        definitions: {
          metrics: {
            recency: { since: 'purchase' },
            tenure: { since: 'purchase', of: 'first' },
          },
          segments: {
            loyal: { when: { 'metric.recency': { $lt: '30d' }, 'metric.tenure': { $gte: '90d' } } },
          },
        },
        visitors: {
          'in January and in April': [
            ['01-01 10:00', 'purchase'],
            false,
            ['04-01 10:00', 'purchase'],
            true,
            ['05-01 10:00', false],
          ],
          'never bought': [
            ['10:00', 'page_view'],
            { metrics: { recency: 'never', tenure: 'never' } },
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: periods', 'metric: periods.unit', 'metric: periods.atLeast'],
      means:
        'Local calendar days, weeks (from Monday) or months with a match, or with `atLeast` matches.',
      example: {
        definitions: {
          metrics: {
            days: { periods: '*', unit: 'day', within: '30d' },
            weeks: { periods: 'purchase', unit: 'week', atLeast: 2 },
          },
          segments: {
            steady: { when: { 'metric.days': { $gte: 3 }, 'metric.weeks': { $gte: 1 } } },
          },
        },
        visitors: {
          'two purchases in a week, a visit in the next': [
            ['03-02 10:00', 'purchase'],
            ['03-08 23:59', 'purchase'],
            ['03-09 00:00', 'page_view'],
            { metrics: { days: 3, weeks: 1 } },
            true,
          ],
          'a purchase on Sunday, one on Monday': [
            ['03-04 10:00', 'page_view'],
            ['03-08 23:59', 'purchase'],
            ['03-09 00:00', 'purchase'],
            { metrics: { days: 3, weeks: 0 } },
            false,
          ],
        },
      },
    },
    {
      covers: [],
      title: '`periods` by month',
      means: 'Local months with a match.',
      example: {
        definitions: {
          metrics: { months: { periods: 'purchase', unit: 'month', within: '180d' } },
          segments: { steady: { when: { 'metric.months': { $gte: 3 } } } },
        },
        visitors: {
          'on the last of January, the first of February and in March': [
            ['01-31 23:59', 'purchase'],
            ['02-01 00:00', 'purchase'],
            { metrics: { months: 2 } },
            ['03-15 10:00', 'purchase'],
            true,
          ],
          'three times in a month': [
            ['03-01 10:00', 'purchase'],
            ['03-10 10:00', 'purchase'],
            ['03-31 10:00', 'purchase'],
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: periods.streak'],
      means:
        'Instead the longest run of periods in a row, or the run that has reached this period or the one before.',
      example: {
        definitions: {
          metrics: {
            current: { periods: '*', unit: 'day', streak: 'current' },
            longest: { periods: '*', unit: 'day', streak: 'longest' },
          },
          segments: {
            onARoll: { when: { 'metric.current': { $gte: 3 }, 'metric.longest': { $lt: 5 } } },
          },
        },
        visitors: {
          'three days, and until the end of the fourth': [
            ...each('page_view', ['03-02 10:00', '03-03 10:00', '03-04 10:00']),
            true,
            ['03-05 23:59', true],
            ['03-06 00:00', { metrics: { current: 0, longest: 3 } }],
            false,
          ],
          'every other day': [
            ...each('page_view', ['03-02 10:00', '03-04 10:00', '03-06 10:00']),
            { metrics: { current: 1, longest: 1 } },
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: sequence'],
      means:
        'How many times a sequence of steps was completed, one after the other. See “Sequences”.',
      example: {
        definitions: {
          metrics: { bought: { sequence: [{ event: 'view_item' }, { event: 'purchase' }] } },
          segments: { buyer: { when: { 'metric.bought': { $gte: 2 } } } },
        },
        visitors: {
          'views and buys, twice': [
            ['10:00', 'view_item'],
            ['10:01', 'purchase'],
            ['10:02', 'view_item'],
            ['10:03', 'purchase'],
            true,
          ],
          'views twice, buys twice: once': [
            ['10:00', 'view_item'],
            ['10:01', 'view_item'],
            ['10:02', 'purchase'],
            ['10:03', 'purchase'],
            { metrics: { bought: 1 } },
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: sessions', 'metric: sessions.each'],
      means:
        'How many sessions meet a condition. It reads `session.*` of the session looked at, and `metric.*` of `each`: metrics of that session alone.',
      example: {
        definitions: {
          metrics: {
            visits: {
              sessions: { 'session.pages': { $gte: 2 }, 'metric.added': { $gte: 1 } },
              each: { added: { count: 'add_to_cart' } },
              within: '30d',
            },
          },
          segments: { shopper: { when: { 'metric.visits': { $gte: 1 } } } },
        },
        visitors: {
          'two pages and a basket in one session': [
            ['10:00', 'page_view'],
            ['10:01', 'add_to_cart'],
            false,
            ['10:02', 'page_view'],
            true,
          ],
          'in two sessions': [
            ['10:00', 'page_view'],
            ['10:01', 'page_view'],
            ['12:00', 'add_to_cart'],
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: interest', 'metric: interest.halfLife', 'metric: interest.value'],
      means:
        'A score that each match raises by 1 and every half-life halves: that of one value, or of the strongest.',
      example: {
        definitions: {
          metrics: {
            lamps: { interest: 'view_item.item_category', halfLife: '7d', value: 'lamps' },
            strongest: { interest: 'view_item.item_category', halfLife: '7d' },
          },
          segments: {
            devoted: { when: { 'metric.strongest': { $gte: 2 } } },
            lampLover: { when: { 'metric.lamps': { $gte: 1.5 } } },
          },
        },
        visitors: {
          'one lamp, and a second a week later: 0.5 + 1': [
            ['03-02 10:00', 'view_item', { item_category: 'lamps' }],
            { metrics: { lamps: 1, strongest: 1 } },
            ['03-09 10:00', 'view_item', { item_category: 'lamps' }],
            { metrics: { lamps: 1.5 } },
            true,
            ['03-16 10:00', { metrics: { lamps: 0.75 } }],
            false,
          ],
          'two rugs': [
            ...each('view_item', ['10:00', '10:00'], { item_category: 'rugs' }),
            { metrics: { lamps: 0, strongest: 2 }, members: { devoted: true } },
            false,
          ],
        },
      },
    },
    {
      covers: ['metric: formula'],
      means: 'Arithmetic over other metrics and facts. See “Formulas”.',
      example: {
        definitions: {
          metrics: {
            orders: { count: 'purchase' },
            refunds: { count: 'refund' },
            share: { formula: { divide: ['metric.refunds', 'metric.orders'] } },
          },
          segments: { refunder: { when: { 'metric.share': { $gte: 0.5 } } } },
        },
        visitors: {
          'one of two': [...each('purchase', ['10:00', '11:00']), ['12:00', 'refund'], true],
          'no order: absent': [['10:00', 'refund'], { metrics: { share: null } }, false],
        },
      },
    },
  ],
};

export const optionSection: Section = {
  title: 'What every metric can be told',
  form: 'examples',
  constructs: [
    {
      covers: ['metric.where'],
      means:
        'A condition on the event’s own properties. `item_…` and `items.…` read the items: one of them must meet all that is said of items.',
      example: {
        definitions: {
          metrics: {
            lamps: {
              count: 'purchase',
              where: { currency: 'EUR', item_category: 'lamps', 'items.price': { $gte: 50 } },
            },
          },
          segments: { buyer: { when: { 'metric.lamps': { $gte: 1 } } } },
        },
        visitors: {
          'a lamp of 50': [
            [
              '10:00',
              'purchase',
              { currency: 'EUR', items: [{ item_category: 'lamps', price: 50 }] },
            ],
            true,
          ],
          'a lamp of 10, a rug of 50': [
            [
              '10:00',
              'purchase',
              {
                currency: 'EUR',
                items: [
                  { item_category: 'lamps', price: 10 },
                  { item_category: 'rugs', price: 50 },
                ],
              },
            ],
            false,
          ],
        },
      },
    },
    {
      covers: ['metric.within'],
      means:
        'The window: which events count at a moment. Without it, all that are kept, for 395 days at most. See “Windows”.',
      example: {
        definitions: {
          metrics: {
            ever: { count: 'purchase' },
            lately: { count: 'purchase', within: '30d' },
          },
          segments: { lapsed: { when: { 'metric.ever': { $gte: 1 }, 'metric.lately': 0 } } },
        },
        visitors: {
          'bought 30 days ago': [['03-02 10:00', 'purchase'], false, ['04-01 10:00', true]],
          'never bought': [['10:00', 'page_view'], false],
        },
      },
    },
    {
      covers: ['metric.after'],
      means: 'Only events after the last completion of a sequence; none before there is one.',
      example: {
        definitions: {
          metrics: {
            since: { count: 'page_view', after: { sequence: [{ event: 'purchase' }] } },
          },
          segments: { staying: { when: { 'metric.since': { $gte: 2 } } } },
        },
        visitors: {
          'two pages after the last purchase': [
            ['10:00', 'page_view'],
            ['10:01', 'purchase'],
            ['10:02', 'page_view'],
            ['10:03', 'page_view'],
            true,
            ['10:04', 'purchase'],
            { metrics: { since: 0 } },
            false,
          ],
          'never bought': [
            ...each('page_view', ['10:00', '10:01']),
            { metrics: { since: 0 } },
            false,
          ],
        },
      },
    },
    {
      covers: ['metric.orEver'],
      means: 'Beside `after`: all events of those who never completed its sequence.',
      example: {
        definitions: {
          metrics: {
            since: {
              count: 'page_view',
              after: { sequence: [{ event: 'purchase' }] },
              orEver: true,
            },
          },
          segments: { looking: { when: { 'metric.since': { $gte: 2 } } } },
        },
        visitors: {
          'two pages after the last purchase': [
            ['10:00', 'page_view'],
            ['10:01', 'page_view'],
            true,
            ['10:02', 'purchase'],
            false,
            ...each('page_view', ['10:03', '10:04']),
            true,
          ],
          'never bought': [...each('page_view', ['10:00', '10:01']), true],
          'never bought, one page': [['10:00', 'page_view'], false],
        },
      },
    },
    {
      covers: ['metric.before'],
      means: 'Only events before the first start of a sequence; all, while there is none.',
      example: {
        definitions: {
          metrics: {
            looked: { count: 'view_item', before: { sequence: [{ event: 'purchase' }] } },
          },
          segments: { careful: { when: { 'metric.looked': { $gte: 2 } } } },
        },
        visitors: {
          'two views, then a purchase': [
            ['10:00', 'view_item'],
            ['10:01', 'view_item'],
            ['10:02', 'purchase'],
            ['10:03', 'view_item'],
            { metrics: { looked: 2 } },
            true,
          ],
          'one view, a purchase, two views': [
            ['10:00', 'view_item'],
            ['10:02', 'purchase'],
            ...each('view_item', ['10:03', '10:04']),
            { metrics: { looked: 1 } },
            false,
          ],
        },
      },
    },
    {
      covers: ['metric.name'],
      means: 'Words for people. They change nothing.',
      example: {
        definitions: {
          metrics: { orders: { name: 'Orders in a year', count: 'purchase', within: '365d' } },
          segments: { customer: { when: { 'metric.orders': { $gte: 1 } } } },
        },
        visitors: {
          bought: [['10:00', 'purchase'], true],
          'did not': [['10:00', 'page_view'], false],
        },
      },
    },
    {
      covers: [],
      title: 'Events',
      means:
        'Events are named by one name, a list, or `"*"` for all. `enter:ID` and `leave:ID` are the moments at which a visitor enters or leaves a segment.',
      example: {
        definitions: {
          metrics: {
            clicks: { count: ['click', 'file_download'], within: '1h' },
            entered: { count: 'enter:busy', within: '30d' },
          },
          segments: {
            busy: { when: { 'metric.clicks': { $gte: 2 } } },
            twice: { when: { 'metric.entered': { $gte: 2 } } },
          },
        },
        visitors: {
          'busy in the morning and in the afternoon': [
            ['10:00', 'click'],
            ['10:01', 'file_download'],
            { members: { busy: true, twice: false } },
            ['15:00', 'click'],
            { members: { busy: false } },
            ['15:01', 'click'],
            true,
          ],
          'busy once': [...each('click', ['10:00', '10:01', '10:02']), false],
        },
      },
    },
    {
      covers: [],
      title: 'Properties',
      means:
        'A property is named `event.property`; the event ends at the first dot. The rest leads into objects, `item_…` and `items.…` into each item.',
      example: {
        definitions: {
          metrics: {
            units: { sum: 'purchase.items.quantity' },
            brands: { distinct: 'purchase.item_brand' },
            city: { last: 'purchase.address.city' },
          },
          segments: {
            stocking: {
              when: {
                'metric.units': { $gte: 5 },
                'metric.brands': { $gte: 2 },
                'metric.city': 'Bern',
              },
            },
          },
        },
        visitors: {
          'three and two, of two brands, to Bern': [
            [
              '10:00',
              'purchase',
              {
                address: { city: 'Bern' },
                items: [
                  { item_brand: 'Norr', quantity: 3 },
                  { item_brand: 'Hay', quantity: 2 },
                ],
              },
            ],
            { metrics: { units: 5, brands: 2, city: 'Bern' } },
            true,
          ],
          'five of one brand': [
            [
              '10:00',
              'purchase',
              { address: { city: 'Bern' }, items: [{ item_brand: 'Norr', quantity: 5 }] },
            ],
            false,
          ],
        },
      },
    },
  ],
};
