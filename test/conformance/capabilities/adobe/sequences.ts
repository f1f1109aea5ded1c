import type { Capability } from '../types.ts';

const asked = (metric: string) => ({ when: { [`metric.${metric}`]: { $gte: 1 } } });

export const sequences: readonly Capability[] = [
  {
    says: 'A THEN B, in the visitor',
    definitions: {
      metrics: { path: { sequence: [{ event: 'search' }, { event: 'purchase' }] } },
      segments: { finder: asked('path') },
    },
    visitors: {
      'in two visits': [['10:00', 'search'], ['03-09 10:00', 'purchase'], true],
      'the other way round': [['10:00', 'purchase'], ['03-09 10:00', 'search'], false],
      'both at the same moment, in order': [['10:00', 'search'], ['10:00', 'purchase'], true],
    },
  },
  {
    says: 'A THEN B, in one visit',
    definitions: {
      metrics: {
        path: { sequence: [{ event: 'search' }, { event: 'purchase' }], scope: 'session' },
      },
      segments: { finder: asked('path') },
    },
    visitors: {
      'in one visit': [['10:00', 'search'], ['10:20', 'purchase'], true],
      'in two': [['10:00', 'search'], ['12:00', 'purchase'], false],
    },
  },
  {
    says: 'a visit THEN another visit: registered in one, bought in a later one',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'sign_up' }, { event: 'session_start' }, { event: 'purchase' }],
        },
      },
      segments: { later: asked('path') },
    },
    visitors: {
      'buys in the next visit': [
        ['10:00', 'session_start'],
        ['10:01', 'sign_up'],
        ['12:00', 'session_start'],
        ['12:01', 'purchase'],
        true,
      ],
      'buys in the same visit': [
        ['10:00', 'session_start'],
        ['10:01', 'sign_up'],
        ['10:02', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'a whole visit as a checkpoint: a visit with A and B THEN C',
    definitions: {
      metrics: {
        a: { count: 'search', within: 'session' },
        b: { count: 'add_to_cart', within: 'session' },
        path: { sequence: [{ event: 'enter:visit' }, { event: 'purchase' }] },
      },
      segments: {
        visit: { when: { 'metric.a': { $gte: 1 }, 'metric.b': { $gte: 1 } } },
        buyer: asked('path'),
      },
    },
    visitors: {
      'B and A in one visit, then C': [
        ['10:00', 'add_to_cart'],
        ['10:10', 'search'],
        ['12:00', 'purchase'],
        true,
      ],
      'A and B in two visits, then C': [
        ['10:00', 'search'],
        ['12:00', 'add_to_cart'],
        ['14:00', 'purchase'],
        false,
        ['14:01', false],
      ],
    },
  },
  {
    says: 'after: at least so long after the checkpoint before',
    definitions: {
      metrics: {
        path: { sequence: [{ event: 'sign_up' }, { event: 'purchase', atLeast: '2w' }] },
      },
      segments: { late: asked('path') },
    },
    visitors: {
      'buys after 14 days to the millisecond': [
        ['03-02 10:00', 'sign_up'],
        ['03-16 10:00', 'purchase'],
        true,
      ],
      'buys a minute before': [['03-02 10:00', 'sign_up'], ['03-16 09:59', 'purchase'], false],
    },
  },
  {
    says: 'within: less than so long after the checkpoint before',
    definitions: {
      metrics: {
        path: { sequence: [{ event: 'sign_up' }, { event: 'purchase', atMost: '2w' }] },
      },
      segments: { soon: asked('path') },
    },
    visitors: {
      'buys in time': [['03-02 10:00', 'sign_up'], ['03-16 09:59', 'purchase'], true],
      'buys too late': [['03-02 10:00', 'sign_up'], ['03-16 10:00', 'purchase'], false],
    },
  },
  {
    says: 'after and within together, both from the checkpoint before',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'sign_up' }, { event: 'purchase', atLeast: '1d', atMost: '3d' }],
        },
      },
      segments: { considered: asked('path') },
    },
    visitors: {
      'buys on the second day': [['03-02 10:00', 'sign_up'], ['03-04 10:00', 'purchase'], true],
      'buys at once and after five days': [
        ['03-02 10:00', 'sign_up'],
        ['03-02 10:05', 'purchase'],
        ['03-07 10:00', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'units: minutes, hours, days, weeks, months (30 days), quarters (91), years (365)',
    definitions: {
      metrics: {
        path: {
          sequence: [
            { event: 'view_item' },
            { event: 'add_to_cart', atMost: '5m' },
            { event: 'purchase', atMost: '12h' },
            { event: 'refund', atLeast: '30d', atMost: '91d' },
          ],
        },
      },
      segments: { regretting: asked('path') },
    },
    visitors: {
      'each in time': [
        ['2026-01-10 10:00', 'view_item'],
        ['2026-01-10 10:04', 'add_to_cart'],
        ['2026-01-10 20:00', 'purchase'],
        ['2026-03-02 10:00', 'refund'],
        true,
      ],
      'the refund too early': [
        ['2026-01-10 10:00', 'view_item'],
        ['2026-01-10 10:04', 'add_to_cart'],
        ['2026-01-10 20:00', 'purchase'],
        ['2026-01-20 10:00', 'refund'],
        false,
      ],
    },
  },
  {
    says: 'within N hits',
    definitions: {
      metrics: {
        next: { sequence: [{ event: 'search' }, { event: 'purchase', after: 'next' }] },
        second: {
          sequence: [
            { event: 'search' },
            { event: '*', after: 'next' },
            { event: 'purchase', after: 'next' },
          ],
        },
      },
      segments: {
        near: { when: { $or: [{ 'metric.next': { $gte: 1 } }, { 'metric.second': { $gte: 1 } }] } },
      },
    },
    visitors: {
      'two hits later': [['10:00', 'search'], ['10:01', 'scroll'], ['10:02', 'purchase'], true],
      'three hits later': [
        ['10:00', 'search'],
        ['10:01', 'scroll'],
        ['10:02', 'click'],
        ['10:03', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'after N hits',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'search' }, { event: '*', times: 2 }, { event: 'purchase' }],
        },
      },
      segments: { far: asked('path') },
    },
    visitors: {
      'two hits between': [
        ['10:00', 'search'],
        ['10:01', 'scroll'],
        ['10:02', 'click'],
        ['10:03', 'purchase'],
        true,
      ],
      'one hit between': [['10:00', 'search'], ['10:01', 'scroll'], ['10:03', 'purchase'], false],
    },
  },
  {
    says: 'within N visits',
    definitions: {
      metrics: {
        same: {
          sequence: [{ event: 'search' }, { not: 'session_start' }, { event: 'purchase' }],
        },
        next: {
          sequence: [
            { event: 'search' },
            { not: 'session_start' },
            { event: 'session_start' },
            { not: 'session_start' },
            { event: 'purchase' },
          ],
        },
      },
      segments: {
        near: { when: { $or: [{ 'metric.same': { $gte: 1 } }, { 'metric.next': { $gte: 1 } }] } },
      },
    },
    visitors: {
      'in the next visit': [
        ['10:00', 'session_start'],
        ['10:01', 'search'],
        ['12:00', 'session_start'],
        ['12:01', 'purchase'],
        true,
      ],
      'in the one after': [
        ['10:00', 'session_start'],
        ['10:01', 'search'],
        ['12:00', 'session_start'],
        ['14:00', 'session_start'],
        ['14:01', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'after N visits',
    definitions: {
      metrics: {
        path: {
          sequence: [
            { event: 'search' },
            { event: 'session_start', times: 2 },
            { event: 'purchase' },
          ],
        },
      },
      segments: { far: asked('path') },
    },
    visitors: {
      'two visits later': [
        ['10:01', 'search'],
        ['12:00', 'session_start'],
        ['14:00', 'session_start'],
        ['14:01', 'purchase'],
        true,
      ],
      'one visit later': [
        ['10:01', 'search'],
        ['12:00', 'session_start'],
        ['12:01', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'after N pages',
    note: 'Counts page views. Adobe counts values of the page dimension.',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'search' }, { event: 'page_view', times: 2 }, { event: 'purchase' }],
        },
      },
      segments: { far: asked('path') },
    },
    visitors: {
      'after two pages': [
        ['10:00', 'search'],
        ['10:01', 'page_view'],
        ['10:02', 'page_view'],
        ['10:03', 'purchase'],
        true,
      ],
      'after one page': [['10:00', 'search'], ['10:01', 'page_view'], ['10:03', 'purchase'], false],
    },
  },
  {
    says: 'within N pages: on the same or the next page',
    definitions: {
      metrics: {
        same: {
          sequence: [{ event: 'search' }, { not: 'page_view' }, { event: 'purchase' }],
        },
        next: {
          sequence: [
            { event: 'search' },
            { not: 'page_view' },
            { event: 'page_view' },
            { not: 'page_view' },
            { event: 'purchase' },
          ],
        },
      },
      segments: {
        near: { when: { $or: [{ 'metric.same': { $gte: 1 } }, { 'metric.next': { $gte: 1 } }] } },
      },
    },
    visitors: {
      'on the next page, and later far away': [
        ['10:00', 'search'],
        ['10:01', 'page_view'],
        ['10:02', 'purchase'],
        true,
        ['10:03', 'search'],
        ['10:04', 'page_view'],
        ['10:05', 'page_view'],
        ['10:06', 'purchase'],
        true,
      ],
      'two pages later': [
        ['10:00', 'search'],
        ['10:01', 'page_view'],
        ['10:02', 'page_view'],
        ['10:03', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'after N and within M pages, both from the checkpoint before: two or three pages later',
    note: 'The same with hits ("*", each "next") and visits ("session_start").',
    definitions: {
      metrics: {
        two: {
          sequence: [
            { event: 'search' },
            { not: 'page_view' },
            { event: 'page_view' },
            { not: 'page_view' },
            { event: 'page_view' },
            { not: 'page_view' },
            { event: 'purchase' },
          ],
        },
        three: {
          sequence: [
            { event: 'search' },
            { not: 'page_view' },
            { event: 'page_view' },
            { not: 'page_view' },
            { event: 'page_view' },
            { not: 'page_view' },
            { event: 'page_view' },
            { not: 'page_view' },
            { event: 'purchase' },
          ],
        },
      },
      segments: {
        between: {
          when: { $or: [{ 'metric.two': { $gte: 1 } }, { 'metric.three': { $gte: 1 } }] },
        },
      },
    },
    visitors: {
      'three pages later': [
        ['10:00', 'search'],
        ['10:01', 'page_view'],
        ['10:02', 'page_view'],
        ['10:03', 'page_view'],
        ['10:04', 'purchase'],
        true,
      ],
      'one page later': [['10:00', 'search'], ['10:01', 'page_view'], ['10:03', 'purchase'], false],
      'four pages later': [
        ['10:00', 'search'],
        ['10:01', 'page_view'],
        ['10:02', 'page_view'],
        ['10:03', 'page_view'],
        ['10:04', 'page_view'],
        ['10:05', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'exclude a checkpoint between two others',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: 'add_to_cart' }, { not: 'remove_from_cart' }, { event: 'purchase' }],
        },
      },
      segments: { resolute: asked('path') },
    },
    visitors: {
      'nothing removed': [
        ['10:00', 'add_to_cart'],
        ['10:01', 'scroll'],
        ['10:02', 'purchase'],
        true,
      ],
      'removed between': [
        ['10:00', 'add_to_cart'],
        ['10:01', 'remove_from_cart'],
        ['10:02', 'purchase'],
        false,
      ],
      'added again after that': [
        ['10:00', 'add_to_cart'],
        ['10:01', 'remove_from_cart'],
        ['10:02', 'add_to_cart'],
        ['10:03', 'purchase'],
        true,
      ],
    },
  },
  {
    says: 'exclude a checkpoint at the start: never before the sequence',
    definitions: {
      metrics: {
        path: { sequence: [{ not: 'search' }, { event: 'view_item' }, { event: 'purchase' }] },
      },
      segments: { direct: asked('path') },
    },
    visitors: {
      'searches only afterwards': [
        ['10:00', 'view_item'],
        ['10:01', 'purchase'],
        ['10:02', 'search'],
        true,
      ],
      'searches first': [['10:00', 'search'], ['10:01', 'view_item'], ['10:02', 'purchase'], false],
    },
  },
  {
    says: 'exclude a checkpoint at the end: not since the sequence',
    definitions: {
      metrics: {
        path: { sequence: [{ event: 'add_to_cart' }] },
        boughtSince: { count: 'purchase', after: { sequence: [{ event: 'add_to_cart' }] } },
      },
      segments: { open: { when: { 'metric.path': { $gte: 1 }, 'metric.boughtSince': 0 } } },
    },
    visitors: {
      'buys, then adds again': [
        ['10:00', 'add_to_cart'],
        true,
        ['10:01', 'purchase'],
        false,
        ['10:02', 'add_to_cart'],
        true,
      ],
      'adds nothing': [['10:00', 'purchase'], false],
    },
  },
  {
    says: 'exclude a checkpoint at the end, within a time',
    definitions: {
      metrics: {
        path: { sequence: [{ event: 'begin_checkout' }, { not: 'purchase', for: '1h' }] },
      },
      segments: { dropped: asked('path') },
    },
    visitors: {
      'an hour passes': [
        ['10:00', 'begin_checkout'],
        ['10:59:59.999', false],
        ['11:00', true],
        ['11:01', 'purchase'],
        true,
      ],
      'buys in time': [
        ['10:00', 'begin_checkout'],
        ['10:30', 'purchase'],
        ['12:00', false],
      ],
    },
  },
  {
    says: 'logic group: checkpoints in any order, as one step',
    definitions: {
      metrics: {
        path: {
          sequence: [
            { event: 'sign_up' },
            { anyOrder: [{ event: 'search' }, { event: 'view_item_list' }] },
            { event: 'purchase' },
          ],
        },
      },
      segments: { thorough: asked('path') },
    },
    visitors: {
      'the list first': [
        ['10:00', 'sign_up'],
        ['10:01', 'view_item_list'],
        ['10:02', 'search'],
        ['10:03', 'purchase'],
        true,
      ],
      'the list alone': [
        ['10:00', 'sign_up'],
        ['10:01', 'view_item_list'],
        ['10:03', 'purchase'],
        ['10:04', 'search'],
        false,
      ],
    },
  },
  {
    says: 'logic group: one of several checkpoints (OR)',
    definitions: {
      metrics: {
        path: {
          sequence: [{ event: ['search', 'view_item_list'] }, { event: 'purchase' }],
        },
      },
      segments: { thorough: asked('path') },
    },
    visitors: {
      'the list, then a purchase': [['10:01', 'view_item_list'], ['10:03', 'purchase'], true],
      neither: [['10:01', 'page_view'], ['10:03', 'purchase'], false],
    },
  },
  {
    says: 'logic group, excluded: none of several checkpoints between',
    definitions: {
      metrics: {
        path: {
          sequence: [
            { event: 'sign_up' },
            { not: ['search', 'view_item_list'] },
            { event: 'purchase' },
          ],
        },
      },
      segments: { certain: asked('path') },
    },
    visitors: {
      'straight to the purchase': [
        ['10:00', 'sign_up'],
        ['10:01', 'scroll'],
        ['10:02', 'purchase'],
        true,
      ],
      'by a list': [
        ['10:00', 'sign_up'],
        ['10:01', 'view_item_list'],
        ['10:02', 'purchase'],
        false,
      ],
    },
  },
  {
    says: 'only before the sequence',
    definitions: {
      metrics: {
        before: { count: 'page_view', before: { sequence: [{ event: 'purchase' }] } },
      },
      segments: { hesitant: { when: { 'metric.before': { $gte: 3 } } } },
    },
    visitors: {
      'three pages, then a purchase': [
        ['10:00', 'page_view'],
        ['10:01', 'page_view'],
        ['10:02', 'page_view'],
        ['10:03', 'purchase'],
        ['10:04', 'page_view'],
        { metrics: { before: 3 } },
        true,
      ],
      'two before, two after': [
        ['10:00', 'page_view'],
        ['10:01', 'page_view'],
        ['10:03', 'purchase'],
        ['10:04', 'page_view'],
        ['10:05', 'page_view'],
        false,
      ],
    },
  },
  {
    says: 'only after the sequence',
    definitions: {
      metrics: {
        after: {
          count: 'page_view',
          after: { sequence: [{ event: 'sign_up' }, { event: 'purchase' }] },
        },
      },
      segments: { staying: { when: { 'metric.after': { $gte: 2 } } } },
    },
    visitors: {
      'two pages after the purchase': [
        ['10:00', 'sign_up'],
        ['10:01', 'page_view'],
        ['10:02', 'purchase'],
        ['10:03', 'page_view'],
        { metrics: { after: 1 } },
        ['10:04', 'page_view'],
        true,
      ],
      'two pages between': [
        ['10:00', 'sign_up'],
        ['10:01', 'page_view'],
        ['10:02', 'page_view'],
        ['10:03', 'purchase'],
        false,
      ],
    },
  },
];
