import type { Section } from './types.ts';

const KID = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
const X = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const HASH = '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU';

export const documentSection: Section = {
  title: 'The document',
  text: 'One JSON object for each site. `segments` and the first five members must be there. Unknown members are an error.',
  form: 'table',
  constructs: [
    {
      covers: ['covey'],
      means: 'Version of the language: 1.',
      part: { covey: 1 },
      refused: { part: { covey: 2 as 1 }, code: 'bad-value' },
    },
    {
      covers: ['$schema'],
      means: 'Where the JSON Schema stands, for editors. Not read.',
      part: { $schema: 'https://shop.example/definitions.schema.json' },
      refused: { part: { $schema: 1 as unknown as string }, code: 'wrong-type' },
    },
    {
      covers: ['site'],
      means: 'Host name that the definitions are for; a page of another site refuses them.',
      part: { site: 'shop.example' },
      refused: { part: { site: 'https://shop.example/' }, code: 'bad-value' },
    },
    {
      covers: ['version'],
      means: 'Grows with every publish; a page refuses one lower than it has seen.',
      part: { version: 12 },
      refused: { part: { version: 0 }, code: 'bad-value' },
    },
    {
      covers: ['issued', 'expires'],
      means: 'From when until when the document is good. Ninety days or less, renewed by a job.',
      part: { issued: '2026-03-01T00:00:00Z', expires: '2026-05-30T00:00:00Z' },
      refused: {
        part: { issued: '2026-03-01T00:00:00Z', expires: '2026-02-01T00:00:00Z' },
        code: 'bad-validity',
      },
    },
    {
      covers: [
        'keys',
        'keys.version',
        'keys.keys',
        'keys.keys.kid',
        'keys.keys.x',
        'keys.threshold',
      ],
      means:
        'The Ed25519 keys that may sign from now on, and how many of them must (1, unless said). The version never goes back.',
      part: { keys: { version: 2, keys: [{ kid: KID, x: X }], threshold: 1 } },
      refused: {
        part: { keys: { version: 2, keys: [{ kid: KID, x: X }], threshold: 2 } },
        code: 'bad-keys',
      },
    },
    {
      covers: ['previous'],
      means: 'SHA-256 of the document before this one, in base64url.',
      part: { previous: HASH },
      refused: { part: { previous: 'abc' }, code: 'bad-value' },
    },
    {
      covers: ['stop'],
      means: 'Ends evaluation and reports at once, on every page.',
      part: { stop: true },
      refused: { part: { stop: 'yes' as unknown as true }, code: 'wrong-type' },
    },
    {
      covers: ['children'],
      means: 'The site is for children: nothing of a visitor is kept, and nothing is counted.',
      part: { children: true, segments: { german: { when: { 'geo.country': 'DE' } } } },
      refused: { part: { children: 1 as unknown as true }, code: 'wrong-type' },
    },
    {
      covers: ['sources', 'sources.ignore'],
      means:
        'Hosts that no visit comes from, with all below them: a visitor was only sent there. The usual ones for signing in and paying (`accounts.google.com`, `paypal.com`, …) are ignored anyway; `-` before a name takes it off.',
      part: { sources: { ignore: ['pay.bank.example', '-paypal.com'] } },
      refused: { part: { sources: { ignore: ['https://pay.bank.example/'] } }, code: 'bad-value' },
    },
    {
      covers: [
        'controller',
        'controller.name',
        'controller.contact',
        'controller.officer',
        'controller.notice',
        'controller.processors',
        'controller.processors.name',
        'controller.processors.for',
        'controller.processors.country',
      ],
      means:
        'Who is responsible and how to reach them, the data protection officer, the address of the privacy notice, and who handles data on their behalf, with what they do and in which country. The papers begin with it ([papers.md](papers.md)); nothing that is evaluated or counted hangs on it.',
      part: {
        controller: {
          name: 'Hazel Goods Ltd',
          contact: 'Kitchen Lane 1, 10115 Berlin, privacy@hazel.example',
          officer: 'Ada Field, officer@hazel.example',
          notice: 'https://hazel.example/privacy',
          processors: [{ name: 'Edge Hosting SA', for: 'Runs the edge', country: 'FR' }],
        },
      },
      refused: {
        part: {
          controller: { name: 'Hazel Goods Ltd', contact: 'Kitchen Lane 1', notice: '/privacy' },
        },
        code: 'bad-value',
      },
    },
    {
      covers: ['consent', 'consent.text'],
      means: 'Version of the text that the visitor answers; a new one asks again.',
      part: { consent: { text: 3 } },
      refused: { part: { consent: { text: 0 } }, code: 'bad-value' },
    },
    {
      covers: [
        'activation',
        'activation.purpose',
        'activation.recipients',
        'activation.recipients.gpt',
        'activation.recipients.prebid',
        'activation.recipients.dataLayer',
      ],
      means:
        'What visitors are told before they are asked whether ids of segments may be handed to other scripts of the page: what for, and everybody who receives them, by Google Publisher Tag, Prebid or the data layer ([activation.md](activation.md)). Without it, nothing is handed to anybody.',
      part: {
        activation: {
          purpose: { en: 'To choose advertisements', de: 'Um Werbung auszuwählen' },
          recipients: {
            gpt: ['Google Ad Manager'],
            prebid: ['Bidder One', 'Bidder Two'],
            dataLayer: ['Google Analytics'],
          },
        },
        segments: { morning: { when: { 'now.hour': { $lt: 12 } }, activate: true } },
      },
      refused: {
        part: {
          activation: { purpose: '', recipients: { gpt: ['Google Ad Manager'] } },
          segments: { morning: { when: { 'now.hour': { $lt: 12 } }, activate: true } },
        },
        code: 'bad-value',
      },
    },
    {
      covers: [
        'consent.policies',
        'consent.policies.personalisation',
        'consent.policies.measurement',
      ],
      means:
        'By ISO 3166 country, `*` for all others: whether measurement is asked for (`ask`) or on until the visitor objects (`inform`). Personalisation is always asked for. Obeyed on pages that inform ([add-on `inform`](sdk.md#where-information-is-enough)); elsewhere the script asks for both.',
      part: {
        consent: {
          policies: {
            FR: { personalisation: 'ask', measurement: 'inform' },
            '*': { personalisation: 'ask', measurement: 'ask' },
          },
        },
      },
      refused: {
        part: {
          consent: {
            policies: {
              FR: { personalisation: 'inform' as 'ask', measurement: 'inform' },
            },
          },
        },
        code: 'bad-value',
      },
    },
    {
      covers: ['session', 'session.timeout'],
      means:
        'A session ends after this long without an event; 30 minutes unless said, a day at most.',
      example: {
        definitions: {
          session: { timeout: '10m' },
          segments: { returning: { when: { 'session.number': { $gte: 2 } } } },
        },
        visitors: {
          'ten minutes of silence': [['10:00', 'page_view'], ['10:10', 'page_view'], true],
          nine: [['10:00', 'page_view'], ['10:09', 'page_view'], ['10:18', 'page_view'], false],
        },
      },
    },
    {
      covers: ['currency'],
      means:
        'Every amount that events carry is in this currency (ISO 4217): the site converts before it tells, or has no other. Nothing is converted here; without it the checker asks each sum of money for a `where` on `currency`.',
      part: { currency: 'EUR' },
      refused: { part: { currency: 'euro' }, code: 'bad-value' },
    },
    {
      covers: ['events', 'events.id'],
      means:
        'The property that tells one such event from another: of several with the same id only the first happens. `purchase` and `refund` are told apart by `transaction_id`, unless something else stands here; `false` tells none apart.',
      example: {
        definitions: {
          events: { booking: { id: 'booking_id' }, refund: { id: false } },
          metrics: {
            bookings: { count: 'booking' },
            spend: { sum: 'purchase.value', where: { currency: 'EUR' } },
          },
          segments: {
            regular: { when: { 'metric.bookings': { $gte: 2 }, 'metric.spend': { $gte: 100 } } },
          },
        },
        visitors: {
          'two bookings, two purchases': [
            ['10:00', 'booking', { booking_id: 1 }],
            ['10:01', 'booking', { booking_id: 2 }],
            ['10:02', 'purchase', { currency: 'EUR', value: 50, transaction_id: 'T1' }],
            ['10:03', 'purchase', { currency: 'EUR', value: '50.00', transaction_id: 'T2' }],
            true,
          ],
          'the page of one booking seen twice': [
            ['10:00', 'booking', { booking_id: 1 }],
            ['10:01', 'booking', { booking_id: 1 }],
            ['10:02', 'purchase', { currency: 'EUR', value: 100, transaction_id: 'T1' }],
            false,
          ],
          'the page of one purchase seen twice': [
            ['10:00', 'booking', { booking_id: 1 }],
            ['10:01', 'booking', { booking_id: 2 }],
            ['10:02', 'purchase', { currency: 'EUR', value: 50, transaction_id: 'T1' }],
            ['10:03', 'purchase', { currency: 'EUR', value: 50, transaction_id: 'T1' }],
            false,
          ],
        },
      },
    },
    {
      covers: ['history', 'history.event', 'history.properties', 'history.for', 'history.why'],
      means:
        'Events kept for segments still to come, with the properties named, for a time, and a reason that visitors can read.',
      part: {
        history: [
          {
            event: 'purchase',
            properties: ['value'],
            for: '365d',
            why: 'To find out which customers come back.',
          },
        ],
      },
      keeps: { purchase: { properties: ['value'], forMs: 365 * 86_400_000 } },
      refused: {
        part: { history: [{ event: 'purchase', for: '400d', why: 'To be on the safe side.' }] },
        code: 'beyond-retention',
      },
    },
    {
      covers: ['counting', 'counting.epsilon', 'counting.period'],
      means:
        'ε of the randomised answers (0.5, 1, 1.5 or 2 in 28 days; 0.5 in 7; the greatest unless said), and how often a device answers (`7d` or `28d`; 28 days unless said).',
      part: { counting: { epsilon: 0.5, period: '7d' } },
      refused: { part: { counting: { epsilon: 8 as 2 } }, code: 'bad-value' },
    },
    {
      covers: ['counting.mechanism'],
      means:
        'How an answer is made wrong on purpose: by randomised response, which is what holds where nothing is said. A page that does not know what is named here answers nothing.',
      part: { counting: { mechanism: 'randomised-response' } },
      refused: {
        part: { counting: { mechanism: 'one-bit' as 'randomised-response' } },
        code: 'bad-value',
      },
    },
    {
      covers: ['counting.hosts'],
      means:
        'Further hosts whose pages may send counts, with their subdomains. The site and its subdomains may anyway, with or without `www.`; reports of other pages are refused.',
      part: { counting: { hosts: ['hazel.shop'] } },
      refused: { part: { counting: { hosts: ['https://hazel.shop/'] } }, code: 'bad-value' },
    },
    {
      covers: ['savedGroups'],
      means: 'Lists by name, for `$inGroup` and `$notInGroup`.',
      example: {
        definitions: {
          savedGroups: { nordics: ['DK', 'FI', 'IS', 'NO', 'SE'] },
          segments: { north: { when: { 'geo.country': { $inGroup: 'nordics' } } } },
        },
        visitors: {
          Finland: [{ facts: { geo: { country: 'FI' } } }, true],
          Italy: [{ facts: { geo: { country: 'IT' } } }, false],
        },
      },
    },
    {
      covers: ['experiences'],
      means: 'Variants of the page by id, drawn at random on the device.',
      part: {
        segments: { morning: { when: { 'now.hour': { $lt: 12 } } } },
        experiences: { hero: { segments: ['morning'], variants: { calm: {}, bold: {} } } },
      },
      refused: {
        part: {
          segments: { hero: { when: { 'now.hour': { $lt: 12 } } } },
          experiences: { hero: { variants: { calm: {} } } },
        },
        code: 'duplicate-id',
      },
    },
    {
      covers: ['histograms'],
      means: 'How values of metrics are spread over visitors, by id: one question each.',
      part: {
        metrics: { orders: { count: 'purchase', within: '90d' } },
        histograms: { 'order-counts': { metric: 'orders', bins: [1, 2, 5] } },
      },
      refused: {
        part: {
          metrics: { orders: { count: 'purchase', within: '90d' } },
          histograms: { 'order-counts': { metric: 'order', bins: [1, 2, 5] } },
        },
        code: 'unknown-metric',
      },
    },
    {
      covers: ['surveys'],
      means: 'Questions to the visitor by id, the most important first: one card a day, at most.',
      part: {
        traits: { reason: { type: 'string', values: ['self', 'gift'] } },
        segments: { fresh: { when: { 'trait.reason': { $exists: false } } } },
        surveys: {
          why: {
            trait: 'reason',
            question: 'Who is it for?',
            type: 'choice',
            options: [
              { value: 'self', text: 'Me' },
              { value: 'gift', text: 'Somebody else' },
            ],
            show: { segments: ['fresh'] },
          },
        },
      },
      refused: { part: { surveys: ['why'] as never }, code: 'wrong-type' },
    },
    {
      covers: ['traits', 'metrics', 'segments', 'groups'],
      means:
        'What the site declares, what is measured, who is meant, and which segments exclude each other: each by an id of letters, digits, `-` and `_`.',
      example: {
        definitions: {
          traits: { plan: { type: 'string', values: ['free', 'pro'] } },
          metrics: { visits: { count: 'session_start', within: '30d' } },
          segments: {
            fan: { when: { 'trait.plan': 'pro', 'metric.visits': { $gte: 2 } } },
            guest: { when: {} },
          },
          groups: { kind: { segments: ['fan', 'guest'] } },
        },
        segment: 'fan',
        visitors: {
          'pro, twice': [
            { facts: { trait: { plan: 'pro' } } },
            ['10:00', 'session_start'],
            { members: { guest: true } },
            ['12:00', 'session_start'],
            { members: { guest: false } },
            true,
          ],
          'free, twice': [
            { facts: { trait: { plan: 'free' } } },
            ['10:00', 'session_start'],
            ['12:00', 'session_start'],
            { members: { guest: true } },
            false,
          ],
        },
      },
    },
  ],
};
