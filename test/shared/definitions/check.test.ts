/** One example, at least, for everything the checker says: read it as its documentation. */
import { describe, expect, it } from 'vitest';
import {
  ISSUE_CODES,
  type IssueCode,
  LIMITS,
  type Severity,
  checkDefinitions,
  formatPath,
} from '../../../shared/definitions/index.ts';

type Parts = { readonly [key: string]: unknown };

const base: Parts = {
  covey: 1,
  site: 'hazel.example',
  version: 12,
  issued: '2026-11-24T00:00:00Z',
  expires: '2027-01-24T00:00:00Z',
};
const pro = { when: { 'trait.plan': 'pro' } };
const plan = { type: 'string', values: ['free', 'pro'] };

/** A document in which nothing is wrong but what `parts` bring along. */
const withParts = (parts: Parts): Parts => ({ ...base, segments: {}, ...parts });
/** One segment with this condition, over one of everything. */
const when = (condition: unknown, more: Parts = {}): Parts =>
  withParts({
    traits: {
      plan,
      age: { type: 'number' },
      newsletter: { type: 'boolean' },
      likes: { type: 'string[]', values: ['garden', 'kitchen'] },
      trialEnds: { type: 'date' },
    },
    savedGroups: { nordics: ['DK', 'FI', 'NO', 'SE'] },
    metrics: {
      orders: { count: 'purchase', within: '90d' },
      recency: { since: 'purchase' },
      favorite: { top: 'view_item.item_category' },
    },
    segments: { it: { when: condition }, pro, free: { when: { 'trait.plan': 'free' } } },
    groups: { plans: { segments: ['pro', 'free'] } },
    ...more,
  });
const INFORM = { policies: { FR: { personalisation: 'ask', measurement: 'inform' } } };
/** One metric, read by one segment. */
const metric = (definition: unknown, more: Parts = {}): Parts =>
  withParts({
    metrics: { it: definition, orders: { count: 'purchase' }, ...more },
    segments: {
      it: { when: { 'metric.it': { $exists: true } } },
      ...Object.fromEntries(
        ['orders', ...Object.keys(more)].map((id) => [
          `uses-${id}`,
          { when: { [`metric.${id}`]: { $gte: 1 } } },
        ]),
      ),
    },
  });
/** One question, to whoever has not answered it. */
const survey = (change: Parts, more: Parts = {}): Parts =>
  withParts({
    traits: {
      plan,
      age: { type: 'number', values: [1, 2, 3, 4] },
      likes: { type: 'string[]', values: ['garden', 'kitchen'] },
    },
    segments: {
      pro,
      old: { when: { 'trait.age': { $gte: 3 } } },
      fond: { when: { 'trait.likes': { $in: ['garden'] } } },
    },
    surveys: {
      why: Object.fromEntries(
        Object.entries({
          trait: 'plan',
          question: 'Which one?',
          type: 'choice',
          options: [
            { value: 'free', text: 'Free' },
            { value: 'pro', text: 'Pro' },
          ],
          show: { segments: ['pro'] },
          ...change,
        }).filter(([, value]) => value !== undefined),
      ),
    },
    ...more,
  });
const german = { en: 'Which one?', de: 'Welcher?' };
const segment = (definition: Parts, more: Parts = {}): Parts =>
  withParts({ segments: { it: { when: { 'now.hour': { $lt: 12 } }, ...definition } }, ...more });
const many = (count: number, make: (i: number) => unknown): Parts =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, make(i)]));
const key = (i: number) => ({ kid: `${i}`.padEnd(43, 'k'), x: 'x'.repeat(43) });
const morning = { when: { 'now.hour': { $lt: 12 } } };
/** One segment that is handed to `gpt`, with what visitors are told of it. */
const activated = (definition: Parts = {}, more: Parts = {}): Parts =>
  segment(
    { activate: ['gpt'], ...definition },
    {
      activation: { purpose: 'To choose advertisements', recipients: { gpt: ['Google'] } },
      ...more,
    },
  );
const counted = { ...morning, count: true };

/** By what is said of them, metrics that cannot count higher than the number beside them. */
const beyondCaps = {
  'at most 100 sequences are counted: ask for fewer': [
    { sequence: [{ event: 'e' }], within: '30d' },
    100,
  ],
  'At most 1,000 different values': [{ distinct: 'e.k' }, 1000],
  '1,000 events are remembered': [{ count: 'e', by: 'same', within: '30d' }, 1000],
  'At most 100 such periods': [{ periods: 'e', unit: 'day', atLeast: 10, within: '395d' }, 100],
} as const;

/** Severity, where, a part of the message, and the document. */
type Example = readonly [Severity, string, RegExp, unknown];

const experience = (of: object, id = 'hero') =>
  segment({}, { experiences: { [id]: { variants: { a: {}, b: {} }, holdout: 0.1, ...of } } });

/** A histogram of `orders` (a count), of `recency` (a duration), or of what `more` defines. */
const histogram = (of: Parts, more: Parts = {}): Parts =>
  withParts({
    metrics: {
      orders: { count: 'purchase', within: '90d' },
      recency: { since: 'purchase' },
      average: { mean: 'purchase.value' },
    },
    traits: { age: { type: 'number' } },
    segments: {
      it: { when: { 'metric.orders': { $gte: 3 }, 'metric.recency': { $lt: '30d' } } },
      spender: { when: { 'metric.average': { $gte: 50 }, 'trait.age': { $gte: 40 } } },
    },
    histograms: { spread: { metric: 'orders', bins: [1, 2, 5], ...of } },
    ...more,
  });

// One line each, as a table.
// prettier-ignore
const examples: { readonly [code in IssueCode]: readonly Example[] } = {
  'not-json': [
    ['error', '', /a JSON object/, ['not a document']],
    ['error', 'segments', /no form/, { ...base, segments: undefined }],
  ],
  'too-large': [['error', '', /262144/, { ...base, segments: {}, $schema: 'x'.repeat(LIMITS.documentBytes) }]],
  'too-deep': [
    [
      'error',
      'segments.it.when.$not',
      /40 levels/,
      withParts({
        segments: {
          it: { when: JSON.parse(`${'{"$not":'.repeat(50)}{}${'}'.repeat(50)}`) as unknown },
        },
      }),
    ],
  ],
  'too-many': [
    ['error', 'activation.recipients.gpt', /21 segments and variants/, activated({}, { segments: many(21, (i) => ({ when: { 'now.hour': i }, activate: ['gpt'] })) })],
    ['error', 'surveys', /21 surveys; at most 20/, survey({}, { surveys: many(21, () => (survey({})['surveys'] as Parts)['why'] as Parts) })],
    ['error', 'histograms', /21 histograms; at most 20/, histogram({}, { histograms: many(21, (i) => ({ metric: 'orders', bins: [i + 1] })) })],
    ['error', 'experiences.hero.variants', /11 variants/, experience({ variants: Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`v${i}`, {}])) })],
    ['error', 'segments', /501 segments; at most 500/, withParts({ segments: many(501, () => morning) })],
    [
      'error',
      'metrics.it.sequence',
      /24 steps/,
      metric({
        sequence: Array.from({ length: 12 }, () => ({
          anyOrder: [{ event: 'a' }, { event: 'b' }],
        })),
      }),
    ],
    ['error', 'metrics.it.sequence', /waits for 301 events/, metric({ sequence: [{ event: 'a', times: 300 }, { event: 'b' }] })],
    ['error', 'metrics.it.sequence[0].anyOrder', /for 7 events at most, .* for 8/, metric({ sequence: [{ anyOrder: [{ event: 'a', times: 4 }, { event: 'b', times: 4 }] }] })],
    ['error', 'metrics.it', /tells 40 kinds of event apart; at most 31/, metric({ sequence: Array.from({ length: 20 }, (_, i) => ({ event: `a${i}` })), after: { sequence: Array.from({ length: 20 }, (_, i) => ({ event: `b${i}` })) } })],
  ],
  'missing-key': [
    ['error', 'activation.purpose', /purpose/, activated({}, { activation: { recipients: { gpt: ['Google'] } } })],
    ['error', 'segments', /"segments" is missing: write an object/, base],
    ['error', 'segments.it.when', /"when" is missing/, withParts({ segments: { it: {} } })],
    ['error', 'metrics.it.sequence[0].anyOrder[0].event', /write an event name, or a list/, metric({ sequence: [{ anyOrder: [{ where: {} }, { event: 'a' }] }] })],
    ['error', 'metrics.it.halfLife', /"halfLife" is missing/, metric({ interest: 'view_item.item_category' })],
    ['error', 'metrics.it.within.to', /an instant such as/, metric({ count: 'a', within: { from: '2026-11-24T00:00:00Z' } })],
    ['error', 'metrics.it.unit', /write "day", "week" or "month"/, metric({ periods: '*' })],
  ],
  'unknown-key': [
    ['error', 'metrics.it.wihtin', /Did you mean "within"\?/, metric({ count: 'purchase', wihtin: '30d' })],
    ['error', 'segments.it.condition', /There is no "condition" here/, segment({ condition: {} })],
    ['error', 'metrics.it.sequence[1].whre', /Did you mean "where"\?/, metric({ sequence: [{ event: 'a' }, { event: 'b', whre: {} }] })],
    ['error', 'metrics.it.window', /Did you mean "within"\?/, metric({ count: 'purchase', window: '30d' })],
    ['error', 'metrics.it.sequence[1].within', /Did you mean "atMost"\?/, metric({ sequence: [{ event: 'a' }, { event: 'b', within: '1h' }] })],
    ['error', 'metrics.it.sequence[1].within', /Did you mean "for"\?/, metric({ sequence: [{ event: 'a' }, { not: 'b', within: '1h' }] })],
    ['error', 'segments.it.unless', /Did you mean "exclude"\?/, segment({ unless: {} })],
    ['error', 'metrics.it.within', /here\. Known: formula, name/, metric({ formula: { add: ['metric.orders', 1] }, within: '7d' })],
  ],
  'wrong-type': [
    ['error', 'segments.it.shadow', /"yes" cannot stand here: write true or false/, segment({ shadow: 'yes' })],
    ['error', 'metrics.it.within', /30 cannot stand here: write a duration such as "30d", or "session"/, metric({ count: 'purchase', within: 30 })],
    ['error', 'version', /Leave the quotes out/, withParts({ version: '12' })],
    ['error', 'segments.it.when', /write a condition, an object/, withParts({ segments: { it: { when: 'metric.orders >= 3' } } })],
    ['error', 'metrics.it.sequence[0]', /write a step, an object/, metric({ sequence: ['view_item', { event: 'purchase' }] })],
    ['error', 'metrics.it.count', /an event name, or a list/, metric({ count: { event: 'purchase' } })],
    ['error', 'metrics.it.after', /write a sequence/, metric({ count: 'a', after: 'purchase' })],
  ],
  'bad-value': [
    ['error', 'controller.notice', /no address of a page.*https:/, withParts({ controller: { name: 'Hazel', contact: 'Kitchen Lane 1', notice: 'hazel.example/privacy' } })],
    ['error', 'controller.notice', /no address of a page/, withParts({ controller: { name: 'Hazel', contact: 'Kitchen Lane 1', notice: 'https://hazel.example/"><script>' } })],
    ['error', 'controller.notice', /no address of a page/, withParts({ controller: { name: 'Hazel', contact: 'Kitchen Lane 1', notice: 'javascript:alert(1)' } })],
    ['error', 'controller.processors[0].country', /ISO 3166/, withParts({ controller: { name: 'Hazel', contact: 'Kitchen Lane 1', processors: [{ name: 'Edge', country: 'Germany' }] } })],
    ['error', 'activation.purpose', /no text in any language/, activated({}, { activation: { purpose: {}, recipients: { gpt: ['Google'] } } })],
    ['error', 'segments.a-very-long-id-for-those-who-look-at-shoes.activate', /values of 40 characters/, activated({}, { segments: { 'a-very-long-id-for-those-who-look-at-shoes': { ...morning, activate: true } } })],
    ['error', 'segments.it.activate[0]', /"gpt", "prebid" or "dataLayer"/, activated({ activate: ['meta'] })],
    ['error', 'histograms.spread.bins', /must not be empty/, histogram({ bins: [] })],
    ['error', 'histograms.spread.bins', /at most 24 entries/, histogram({ bins: Array.from({ length: 25 }, (_, i) => i + 1) })],
    ['error', 'histograms.spread.bins[2]', /2 is not above 5.* Thresholds go up/, histogram({ bins: [1, 5, 2] })],
    ['error', 'histograms.spread.bins[1]', /1 is not above 1/, histogram({ bins: [1, 1] })],
    ['error', 'histograms.spread.bins[1]', /"168h" is not above "7d"/, histogram({ metric: 'recency', bins: ['7d', '168h'] })],
    ['error', 'histograms.spread.bins[1]', /all numbers, or all durations/, histogram({ metric: 'recency', bins: ['7d', 30] })],
    ['error', 'counting.mechanism', /write "randomised-response"/, withParts({ counting: { mechanism: 'one-bit' } })],
    ['error', 'experiences.hero.start', /no such day/, experience({ start: '2026-02-31' })],
    ['error', 'experiences.hero.variants', /nothing to draw from/, experience({ variants: {} })],
    ['error', 'version', /whole number of 1 or more/, withParts({ version: 0 })],
    ['error', 'site', /host name/, withParts({ site: 'https://hazel.example' })],
    ['error', 'issued', /"2026-11-24T00:00:00Z"/, withParts({ issued: 'yesterday' })],
    ['error', 'metrics.it.within', /such as "30d"; or write .* Did you mean "session"/, metric({ count: 'a', within: 'sesion' })],
    ['error', 'metrics.it.formula.subtract', /two operands/, metric({ formula: { subtract: [1] } })],
    ['error', 'segments.it.keep', /such as "30d"/, segment({ keep: '3 days' })],
    ['error', 'segments.it.stage', /Did you mean "retention"\?/, segment({ stage: 'retension' })],
    ['error', 'segments["a b"]', /letters, digits/, withParts({ segments: { 'a b': morning } })],
    ['error', 'metrics.it.sum', /"purchase\.value"/, metric({ sum: 'purchase' })],
    ['error', 'counting.epsilon', /0\.5, 1, 1\.5 or 2/, withParts({ counting: { epsilon: 3 } })],
    ['error', 'counting.period', /"7d" or "28d"/, withParts({ counting: { period: '1d' } })],
    ['error', 'metrics.it.within.sessions', /whole number of 1 or more/, metric({ count: 'a', within: { sessions: 0 } })],
    ['error', 'metrics.it.within.sessions', /whole number of 100 or less/, metric({ count: 'a', within: { sessions: 101 } })],
    ['error', 'session.timeout', /at most "1d"/, withParts({ session: { timeout: '2d' } })],
    ['error', 'metrics.it.within', /Did you mean "7d"\?/, metric({ count: 'a', within: '7 days' })],
    ['error', 'metrics.it.within', /Did you mean "90m"\?/, metric({ count: 'a', within: '1.5h' })],
    ['error', 'metrics.it.within', /Did you mean "365d"\?/, metric({ count: 'a', within: 'P1Y' })],
    ['error', 'metrics.it.within', /A window is .* The last 7 days are "7d"/, metric({ count: 'a', within: { last: '7d' } })],
    ['error', 'metrics.it.sequence[1]', /A step is .*"after": "next"/, metric({ sequence: [{ event: 'a' }, { next: 'b' }] })],
    ['error', 'metrics.it.sequence[1].after', /"atLeast" or "atMost"/, metric({ sequence: [{ event: 'a' }, { event: 'b', after: '1h' }] })],
    ['error', 'metrics.it.formula', /one operation: add, .* Did you mean "add"\?/, metric({ formula: { sum: ['metric.orders', 1] } })],
    ['error', 'metrics.it.formula', /Only one of add, multiply/, metric({ formula: { add: ['metric.orders', 1], multiply: [2, 3] } })],
    ['error', 'metrics.it.where["value."]', /missing beside a dot/, metric({ count: 'purchase', where: { 'value.': 1 } })],
    ['error', 'traits.level.values[0]', /is text, and the trait is of type "number"/, when({ 'trait.level': 2 }, { traits: { plan, level: { type: 'number', values: ['1', 2] } } })],
    ['error', 'traits.on.values', /takes no list of values/, when({ 'trait.on': true }, { traits: { plan, on: { type: 'boolean', values: [0, 1] } } })],
  ],
  'reserved-id': [
    ['error', 'surveys.default', /Choose another id/, survey({}, { surveys: { default: (survey({})['surveys'] as Parts)['why'] } })],
    ['error', 'experiences.hero.variants.holdout', /meaning of its own/, experience({ variants: { holdout: {} } })],
    ['error', 'segments.default', /meaning of its own/, withParts({ segments: { default: morning } })],
    ['error', 'metrics.constructor', /meaning of its own/, metric({ count: 'a' }, { constructor: { count: 'a' } })],
    ['error', 'segments.__proto__', /cannot be used/, JSON.parse('{"segments":{"__proto__":{}}}')],
  ],
  'duplicate-id': [
    ['error', 'groups.it', /a segment too/, segment({}, { groups: { it: { segments: ['it'] } } })],
    ['error', 'experiences.it', /a segment too/, experience({}, 'it')],
    ['error', 'histograms.it', /a segment too/, histogram({}, { histograms: { it: { metric: 'orders', bins: [1] } } })],
  ],
  'metric-kind': [
    ['error', 'metrics.it', /no aggregator\. Did you mean "count"\?/, metric({ cuont: 'purchase' })],
    ['error', 'metrics.it', /2 aggregators, count and sum/, metric({ count: 'purchase', sum: 'purchase.value' })],
    ['error', 'metrics.it', /Did you mean "mean" for "avg"\?/, metric({ avg: 'purchase.value' })],
    ['error', 'metrics.it', /\{ "count": … \}, without "type"/, metric({ type: 'count', event: 'purchase' })],
  ],
  'unknown-fact': [
    ['error', 'segments.it.when["geo.contry"]', /Did you mean "geo\.country"\?/, when({ 'geo.contry': 'DE' })],
    ['error', 'segments.it.when.country', /Did you mean "geo\.country"\?/, when({ country: 'DE' })],
    ['error', 'segments.it.when["device.battery"]', /Of device there are device\.type/, when({ 'device.battery': 1 })],
    ['error', 'metrics.it.sessions["session.pagess"]', /Did you mean "session\.pages"\?/, metric({ sessions: { 'session.pagess': 1 } })],
    ['error', 'segments.it.when.utm_medium', /Did you mean "source\.session\.medium"\?/, when({ utm_medium: 'cpc' })],
    ['error', 'segments.it.when["user.plan"]', /Did you mean "trait\.plan"\?/, when({ 'user.plan': 'pro' })],
    ['error', 'segments.it.when["visitor.visits"]', /Did you mean "visitor\.sessions"\?/, when({ 'visitor.visits': { $gte: 2 } })],
    ['error', 'metrics.it.formula.add[0]', /whole days here: write 30/, metric({ formula: { add: ['30d', 'metric.orders'] } })],
  ],
  'unknown-trait': [
    ['error', 'segments.it.when["trait.pan"]', /Did you mean "plan"\?/, when({ 'trait.pan': 'pro' })],
    ['error', 'surveys.why.trait', /Did you mean "plan"\?/, survey({ trait: 'plant' })],
  ],
  'unknown-metric': [
    ['error', 'segments.it.when.$or[0]["metric.ordrs"]', /Did you mean "orders"\?/, when({ $or: [{ 'metric.ordrs': 1 }] })],
    ['error', 'histograms.spread.metric', /Did you mean "orders"\?/, histogram({ metric: 'order' })],
    ['error', 'histograms.spread.metric', /Write "orders", its id alone/, histogram({ metric: 'metric.orders' })],
    ['error', 'metrics.it.formula.add[0]', /Did you mean "orders"\?/, metric({ formula: { add: ['metric.ordrs', 1] } })],
    ['error', 'metrics.it.sessions["metric.orders"]', /defined in "each"/, metric({ sessions: { 'metric.orders': { $gte: 2 } } })],
    ['error', 'metrics.it.formula', /written as operations, not as text/, metric({ formula: 'metric.orders / metric.views' })],
  ],
  'unknown-segment': [
    ['error', 'surveys.why.show.segments[0]', /Did you mean "pro"\?/, survey({ show: { segments: ['prow'] } })],
    ['error', 'experiences.hero.segments[0]', /Did you mean "it"/, experience({ segments: ['itt'] })],
    ['error', 'experiences.hero.goal', /no segment "bought"/, experience({ goal: 'bought', count: true })],
    ['error', 'segments.it.when["segment.por"]', /Did you mean "pro"\?/, when({ 'segment.por': true })],
    ['error', 'metrics.it.count[1]', /no segment "gone"/, metric({ count: ['purchase', 'enter:gone'] })],
    ['error', 'groups.tiers.segments[0]', /no segment "gold"/, segment({}, { groups: { tiers: { segments: ['gold'] } } })],
  ],
  'unknown-saved-group': [
    ['error', 'segments.it.when["geo.country"].$inGroup', /Did you mean "nordics"\?/, when({ 'geo.country': { $inGroup: 'nordic' } })],
    ['error', 'segments.it.when["geo.country"].$inGroup', /\{ "\$in": \["DE"\] \}/, when({ 'geo.country': { $inGroup: ['DE'] } })],
  ],
  'unknown-operator': [
    ['error', 'segments.it.when["metric.orders"].$gtee', /Did you mean "\$gte"\?/, when({ 'metric.orders': { $gtee: 1 } })],
    ['error', 'segments.it.when.$gte', /stand inside it/, when({ $gte: 1 })],
    ['error', 'segments.it.when.$savedGroup', /\$inGroup/, when({ $savedGroup: { id: 'nordics' } })],
    ['error', 'segments.it.when.OR', /write "\$or"/, when({ OR: [{ 'metric.orders': 1 }] })],
    ['error', 'segments.it.when["trait.age"].$between', /Write \{ "\$gte": 1, "\$lte": 9 \}/, when({ 'trait.age': { $between: [20, 30] } })],
    ['error', 'segments.it.when["page.path"].$contains', /"\$regex": "word"/, when({ 'page.path': { $contains: 'shop' } })],
    ['error', 'segments.it.when["page.path"].$options', /\$regexi/, when({ 'page.path': { $regex: 'shop', $options: 'i' } })],
    ['error', 'metrics.it.where.or', /read as a property .* write "\$or"/, metric({ count: 'purchase', where: { or: [{ value: 1 }] } })],
  ],
  'wrong-scope': [
    ['warning', 'metrics.it.where["trait.plan"]', /"where" reads the event's own/, metric({ count: 'purchase', where: { 'trait.plan': 'pro' } })],
    ['error', 'metrics.it.sessions["visitor.age"]', /Only session/, metric({ sessions: { 'visitor.age': { $gte: '1d' } } })],
    ['warning', 'metrics.it.where["page.path"]', /reads the event's own/, metric({ count: 'page_view', where: { 'page.path': '/' } })],
  ],
  'bad-operand': [
    ['error', 'segments.it.when["trait.plan"].$in', /takes a list: \["pro"\]/, when({ 'trait.plan': { $in: 'pro' } })],
    ['error', 'segments.it.when.$or', /list of conditions/, when({ $or: {} })],
    ['error', 'segments.it.when["trait.age"].$exists', /true or false/, when({ 'trait.age': { $exists: 1 } })],
    ['error', 'segments.it.when["metric.orders"].$gte', /one value, not a list/, when({ 'metric.orders': { $gte: [1] } })],
    ['error', 'segments.it.when.$not', /Several stand in \{ "\$and"/, when({ $not: [{ 'metric.orders': 1 }] })],
    ['error', 'metrics.it.formula.divide[1]', /Dividing by 0/, metric({ formula: { divide: ['metric.orders', 0] } })],
  ],
  'mixed-operators': [['error', 'segments.it.when["metric.orders"]', /compared as a whole/, when({ 'metric.orders': { $gte: 1, lt: 5 } })]],
  'type-mismatch': [
    ['error', 'histograms.spread.bins[0]', /"orders" is a whole number, and "7d" is none/, histogram({ bins: ['7d', '30d'] })],
    ['error', 'histograms.spread.bins[1]', /and 1\.5 is none/, histogram({ bins: [1, 1.5] })],
    ['error', 'histograms.spread.bins[0]', /"average" is no duration, and "7d" is one\. Write numbers/, histogram({ metric: 'average', bins: ['7d', '30d'] })],
    ['error', 'surveys.why.trait', /type "nps" fit into a trait of type "number"/, survey({ type: 'nps', options: undefined })],
    ['error', 'surveys.why.options[1].value', /2 is no string/, survey({ options: [{ value: 'free', text: 'Free' }, { value: 2, text: 'Two' }] })],
    ['error', 'segments.it.when["trait.plan"].$gt', /Write "3" in quotes/, when({ 'trait.plan': { $gt: 3 } })],
    ['error', 'segments.it.when["metric.orders"]', /without quotes/, when({ 'metric.orders': '3' })],
    ['error', 'segments.it.when["metric.orders"].$lt', /Durations compare with/, when({ 'metric.orders': { $lt: '30d' } })],
    ['error', 'segments.it.when["metric.recency"].$lt', /such as "30d"/, when({ 'metric.recency': { $lt: 'a month' } })],
    ['error', 'segments.it.when["trait.newsletter"].$gt', /has no order/, when({ 'trait.newsletter': { $gt: false } })],
    ['error', 'segments.it.when["trait.likes"]', /is a list\. Write \{ "\$in": \["garden"\] \}/, when({ 'trait.likes': 'garden' })],
    ['error', 'segments.it.when["geo.country"]', /write \{ "\$in": \["DE","AT"\] \}/, when({ 'geo.country': ['DE', 'AT'] })],
    ['error', 'segments.it.when["geo.country"].$size', /looks into lists/, when({ 'geo.country': { $size: 2 } })],
    ['error', 'segments.it.when["now.date"].$gte', /such as "2026-11-24"/, when({ 'now.date': { $gte: '24.11.2026' } })],
    ['error', 'segments.it.when["until.plan"]', /needs a trait of type "date"/, when({ 'until.plan': { $lt: '3d' } })],
    ['error', 'segments.it.when["metric.orders"].$regex', /reads text/, when({ 'metric.orders': { $regex: '1' } })],
    ['error', 'metrics.it.formula.log1p', /computes with numbers/, metric({ formula: { log1p: 'geo.country' } })],
    ['error', 'segments.it.when["metric.orders"]', /Write \{ "\$gte": 3 \}/, when({ 'metric.orders': '>= 3' })],
    ['error', 'segments.it.when["metric.orders"]', /Operators start with "\$".*"\$gte"/, when({ 'metric.orders': { gte: 3 } })],
    ['error', 'segments.it.when["metric.recency"].$lt', /Did you mean "7d"\?/, when({ 'metric.recency': { $lt: '7 days' } })],
    ['error', 'segments.it.when["metric.recency"].$type', /does not compare times/, when({ 'metric.recency': { $type: 'number' } })],
    ['error', 'segments.it.when["now.weekday"]', /1 \(Monday\) to 7/, when({ 'now.weekday': 'Monday' })],
    ['error', 'segments.it.when["visitor.firstSeen"].$gte', /visitor\.age/, when({ 'visitor.firstSeen': { $gte: '7d' } })],
    ['error', 'segments.it.when["trait.trialEnds"].$lt', /until\.trialEnds/, when({ 'trait.trialEnds': { $lt: '3d' } })],
    ['error', 'segments.it.when["now.date"]', /no date that exists/, when({ 'now.date': '2026-02-30' })],
    ['warning', 'metrics.it.sum', /usually text/, metric({ sum: 'purchase.currency' })],
    ['warning', 'metrics.it.where.value.$in[0]', /without quotes/, metric({ count: 'purchase', where: { value: { $in: ['50'] } } })],
  ],
  'exact-duration': [
    ['warning', 'segments.it.when["metric.recency"]', /one millisecond only/, when({ 'metric.recency': '30d' })],
    ['warning', 'segments.it.when["metric.recency"]', /one millisecond only/, when({ 'metric.recency': { $in: ['1d', '2d'] } })],
  ],
  'text-order': [
    ['warning', 'segments.it.when["trait.plan"].$gt', /letter by letter/, when({ 'trait.plan': { $gt: 'free' } })],
    ['warning', 'metrics.it.where.value.$gt', /Write 50, without quotes/, metric({ count: 'purchase', where: { value: { $gt: '50' } } })],
  ],
  'likely-typo': [
    ['warning', 'metrics.it.count', /usual name is "purchase"/, metric({ count: 'purchse' })],
    ['warning', 'metrics.it.count', /usual name is "page_view"/, metric({ count: 'pageview' })],
    ['warning', 'metrics.it.count', /Every event is "\*"/, metric({ count: 'all' })],
    ['warning', 'metrics.it.count', /Write "purchase" to look at the event/, metric({ count: 'purchase.value' })],
    ['warning', 'metrics.it.count', /Did you mean "leave:uses-orders"\?/, metric({ count: 'left:uses-orders' })],
    ['warning', 'metrics.it.sum', /usual property is "value"/, metric({ sum: 'purchase.valeu' })],
    ['warning', 'metrics.it.where.curency', /usual property is "currency"/, metric({ count: 'purchase', where: { curency: 'EUR' } })],
    ['warning', 'metrics.it.where["purchase.value"]', /write "value"/, metric({ count: 'purchase', where: { 'purchase.value': { $gt: 50 } } })],
    ['warning', 'metrics.it.where["items.0.price"]', /Items are not numbered/, metric({ count: 'purchase', where: { 'items.0.price': { $gt: 50 } } })],
    ['warning', 'metrics.it.where.item_category', /page_view usually has no "item_category"/, metric({ count: 'page_view', where: { item_category: 'lamps' } })],
    ['warning', 'metrics.it.by', /write "item_id"/, metric({ count: 'purchase', by: 'purchase.item_id' })],
    ['warning', 'segments.it.when["page.path"].$regex', /Write "shop" in "\$regexi"/, when({ 'page.path': { $regex: '/shop/i' } })],
  ],
  'number-for-duration': [
    ['error', 'histograms.spread.bins[0]', /"7d" for days/, histogram({ metric: 'recency', bins: [7, 30] })],
    ['error', 'segments.it.when["metric.recency"].$lt', /milliseconds.*"30d" for days/, when({ 'metric.recency': { $lt: 30 } })],
    ['error', 'segments.it.when["session.duration"].$gte', /such as "5m"/, when({ 'session.duration': { $gte: 0.5 } })],
    ['error', 'segments.it.when["session.duration"].$gte', /"90s" for seconds, "90m" for minutes/, when({ 'session.duration': { $gte: 90 } })],
    ['error', 'segments.it.when["metric.recency"].$lt', /Write a duration: "30d"\./, when({ 'metric.recency': { $lt: 2_592_000_000 } })],
    ['error', 'segments.it.when["session.duration"].$gte', /Write a duration: "1h"\./, when({ 'session.duration': { $gte: 3_600_000 } })],
  ],
  'beyond-date': [
    ['warning', 'segments.it.when["until.trialEnds"]', /below zero once it has passed.*"\$gte": "0s", "\$lt": "7d"/, when({ 'until.trialEnds': { $lt: '7d' } })],
    ['warning', 'segments.it.when["since.trialEnds"]', /before it comes/, when({ 'since.trialEnds': { $lte: '7d' } })],
  ],
  'never-happened': [
    ['warning', 'segments.it.when["metric.views"]', /never completed.*"orEver": true/, when({ 'metric.views': { $lt: 3 } }, { metrics: { views: { count: 'page_view', after: { sequence: [{ event: 'purchase' }] } } } })],
  ],
  'mixed-currencies': [
    ['warning', 'metrics.it.sum', /10 EUR and 10 USD.*"where": \{ "currency": "EUR" \}/, metric({ sum: 'purchase.value' })],
    ['warning', 'metrics.it.max', /lets EUR and USD through: write one metric for each/, metric({ max: 'add_to_cart.items.price', where: { currency: { $in: ['EUR', 'USD'] } } })],
    ['warning', 'metrics.it.formula.add', /Amounts in EUR and USD.*Convert them/, metric({ formula: { add: ['metric.eur', 'metric.usd'] } }, { eur: { sum: 'purchase.value', where: { currency: 'EUR' } }, usd: { sum: 'purchase.value', where: { currency: { $eq: 'USD' } } } })],
    ['warning', 'metrics.it.each.spent.sum', /money/, metric({ sessions: { 'metric.spent': { $gte: 1 } }, each: { spent: { sum: 'purchase.value' } } })],
  ],
  'same-segment': [
    ['warning', 'segments.again', /same visitors as "it"/, withParts({ segments: { it: { when: { 'now.hour': { $lt: 12 }, 'now.weekday': 1 } }, again: { name: 'Other', when: { $and: [{ 'now.weekday': 1 }, { 'now.hour': { $lt: 12 } }] } } } })],
    ['warning', 'segments.again', /less than a tenth/, withParts({ metrics: { a: { count: 'e', within: '30d' }, b: { count: 'e', within: '31d' } }, segments: { it: { when: { 'metric.a': { $gte: 3 } } }, again: { when: { 'metric.b': { $gte: 3 } } } } })],
  ],
  'unknown-value': [
    ['error', 'controller.processors[0].country', /"UK" is no country code. Did you mean "GB"/, withParts({ controller: { name: 'Hazel', contact: 'Kitchen Lane 1', processors: [{ name: 'Edge', country: 'UK' }] } })],
    ['error', 'surveys.why.options[1].value', /does not allow "prow"\. Did you mean "pro"\?/, survey({ options: [{ value: 'free', text: 'Free' }, { value: 'prow', text: 'Pro' }] })],
    ['error', 'surveys.why.trait', /does not allow 5, which may be answered/, survey({ trait: 'age', type: 'scale', options: undefined })],
    ['warning', 'metrics.it.where', /"eur" is no currency.*"EUR"/, metric({ sum: 'purchase.value', where: { currency: 'eur' } })],
    ['error', 'segments.it.when["trait.plan"]', /its values are "free", "pro"\. Did you mean "pro"\?/, when({ 'trait.plan': 'por' })],
    ['error', 'segments.it.when["trait.likes"].$in[0]', /its values are "garden", "kitchen"/, when({ 'trait.likes': { $in: ['cellar'] } })],
    ['error', 'segments.it.when["geo.country"]', /two capital letters/, when({ 'geo.country': 'Germany' })],
    ['error', 'segments.it.when["geo.country"].$in[1]', /Did you mean "GB"\?/, when({ 'geo.country': { $in: ['FR', 'UK'] } })],
    ['error', 'segments.it.when["geo.region"]', /write "CA"/, when({ 'geo.region': 'US-CA' })],
    ['error', 'segments.it.when["page.path"]', /starts with "\/": write "\/pricing"/, when({ 'page.path': 'pricing' })],
    ['error', 'segments.it.when["page.path"].$in[0]', /ends before "\?"/, when({ 'page.path': { $in: ['/a?b=1'] } })],
    ['error', 'segments.it.when["page.host"]', /without "https/, when({ 'page.host': 'https://hazel.example' })],
    ['error', 'segments.it.when["page.hash"]', /write "top"/, when({ 'page.hash': '#top' })],
    ['error', 'segments.it.when["device.type"]', /is never "phone"\. Did you mean "mobile"\?/, when({ 'device.type': 'phone' })],
    ['error', 'segments.it.when["device.viewport"].$in[0]', /its values are "small", "medium", "large"/, when({ 'device.viewport': { $in: ['tiny'] } })],
    ['warning', 'segments.it.when["device.browser"]', /Did you mean "Google Chrome"\?/, when({ 'device.browser': 'Chrome' })],
    ['warning', 'segments.it.when["source.first.channel"]', /Did you mean "Paid Search"\?/, when({ 'source.first.channel': 'paid search' })],
    ['warning', 'segments.it.when["device.language"]', /such as "de" or "de-AT"/, when({ 'device.language': 'German' })],
    ['warning', 'metrics.it.where.page_path', /write "\/pricing"/, metric({ count: 'page_view', where: { page_path: 'pricing' } })],
    ['error', 'segments.it.when["trait.plan"].$regex', /None of the values/, when({ 'trait.plan': { $regex: '^enter' } })],
    ['error', 'segments.it.when["trait.plan"].$ini[0]', /its values are/, when({ 'trait.plan': { $ini: ['premium'] } })],
    ['error', 'savedGroups.nordics[1]', /"Norway" is no country code/, when({ 'geo.country': { $inGroup: 'nordics' } }, { savedGroups: { nordics: ['DK', 'Norway'] } })],
    ['error', 'consent.policies.UK', /Did you mean "GB"\?/, withParts({ consent: { policies: { UK: { personalisation: 'ask', measurement: 'ask' } } } })],
  ],
  'never-holds': [
    ['error', 'histograms.spread.bins[0]', /Values below 0 are a bin of their own\. No visitor is ever in it/, histogram({ bins: [0, 1] })],
    ['warning', 'segments.it.when["trait.plan"].$type', /of type "null"/, when({ 'trait.plan': { $type: 'undefined' } })],
    ['error', 'segments.it.when["metric.orders"]', /can never be \{"\$gte":5,"\$lt":3\}/, when({ 'metric.orders': { $gte: 5, $lt: 3 } })],
    ['error', 'segments.it.when.$and[0]["metric.orders"]', /\{"\$gte":5\} and 3/, when({ 'metric.orders': { $gte: 5 }, $and: [{ 'metric.orders': 3 }] })],
    ['error', 'segments.it.when["metric.orders"]', /can never be/, when({ 'metric.orders': { $gt: 1, $lt: 2 } })],
    ['error', 'segments.it.when["now.hour"]', /can never be 24/, when({ 'now.hour': 24 })],
    ['error', 'segments.it.when["metric.recency"]', /can never be/, when({ 'metric.recency': { $gte: '30d', $lt: '2w' } })],
    ['error', 'segments.it.when["trait.plan"]', /can never be/, when({ 'trait.plan': { $in: [] } })],
    ['error', 'segments.it.when.$and[1]["trait.plan"]', /"pro" and "free"/, when({ $and: [{ 'trait.plan': 'pro' }, { 'trait.plan': 'free' }] })],
    ['error', 'segments.it.when["segment.free"]', /in the group "plans"/, when({ 'segment.pro': true, 'segment.free': true })],
    ['error', 'segments.it.when.$not', /its opposite holds for nobody/, when({ $not: {} })],
    ['error', 'segments.it.when.$nor', /its opposite holds for nobody/, when({ $nor: [] })],
    ['error', 'segments.it', /nobody is ever in/, segment({ exclude: {} })],
    ...Object.entries(beyondCaps).map(([why, [definition, most]]): Example => [
      'error',
      'segments.it.when["metric.it"]',
      new RegExp(why),
      withParts({ metrics: { it: definition }, segments: { it: { when: { 'metric.it': { $gte: most + 1 } } } } }),
    ]),
    ['error', 'metrics.it.where.value', /can never be/, metric({ count: 'purchase', where: { value: { $gt: 100, $lt: 50 } } })],
    ['error', 'segments.it.when["metric.orders"]', /it is 0, not absent: write 0/, when({ 'metric.orders': { $exists: false } })],
    ['error', 'segments.it.when["now.weekday"]', /can never be 0/, when({ 'now.weekday': 0 })],
    ['error', 'segments.it.when.$not', /follows from the clauses beside it/, when({ 'metric.orders': { $gte: 3 }, $not: { 'metric.orders': { $gte: 1 } } })],
    ['error', 'segments.it.exclude', /Whoever meets "when" meets "exclude" too/, segment({ exclude: { 'now.hour': { $lt: 18 } } })],
    ['error', 'segments.it.excludeEver', /nobody is ever in/, segment({ keep: '3d', excludeEver: { 'now.hour': { $lt: 12 } } })],
    ['error', 'groups.tiers.segments[1]', /takes everyone who meets "it"/, segment({}, { segments: { any: { when: { 'now.hour': { $lt: 20 } } }, it: morning }, groups: { tiers: { segments: ['any', 'it'] } } })],
    ['error', 'segments.it.when["metric.it"]', /can never be \{"\$gte":10\}/, withParts({ metrics: { it: { periods: '*', unit: 'day', within: '7d' } }, segments: { it: { when: { 'metric.it': { $gte: 10 } } } } })],
    ['error', 'segments.it.when["metric.it"]', /can never be \{"\$gte":70\}/, withParts({ metrics: { it: { formula: { logistic: { bias: 0, weights: { 'visitor.sessions': 1 } } } } }, segments: { it: { when: { 'metric.it': { $gte: 70 } } } } })],
    ['error', 'savedGroups.nobody', /is empty/, when({ 'geo.country': { $inGroup: 'nobody' } }, { savedGroups: { nobody: [] } })],
  ],
  approximate: [
    ['warning', 'segments.it.when["metric.orders"].$gte', /1,000 events are counted one by one.*Ask for 1,000 at most/, when({ 'metric.orders': { $gte: 1001 } })],
    ['warning', 'segments.it.when["metric.orders"]', /approximate/, when({ 'metric.orders': 2000 })],
  ],
  'always-holds': [
    ['warning', 'segments.it.when', /every visitor/, when({})],
    ['warning', 'segments.it.when["metric.orders"]', /never below 0/, when({ 'metric.orders': { $gte: 0 } })],
    ['warning', 'segments.it.when["now.hour"]', /never above 23/, when({ 'now.hour': { $lte: 23 } })],
    ['warning', 'segments.it.when.$or', /holds for everyone/, when({ $or: [] })],
    ['warning', 'segments.it.when["trait.plan"]', /holds for everyone/, when({ 'trait.plan': { $nin: [] } })],
    ['warning', 'segments.it.when["metric.orders"]', /never absent/, when({ 'metric.orders': { $exists: true } })],
  ],
  cycle: [
    [
      'error',
      'segments.b.when["segment.a"]',
      /segment\.a needs segment\.b needs segment\.a/,
      withParts({
        segments: { a: { when: { 'segment.b': true } }, b: { when: { 'segment.a': true } } },
      }),
    ],
    ['error', 'metrics.it.count', /segment\.it needs metric\.it needs segment\.it/, metric({ count: 'enter:it' })],
    ['error', 'metrics.b.formula.add[0]', /metric\.it needs metric\.b needs metric\.it/, metric({ formula: { add: ['metric.b'] } }, { b: { formula: { add: ['metric.it'] } } })],
    [
      'error',
      'groups.tiers.segments[1]',
      /segment\.b needs segment\.a|segment\.a needs segment\.b/,
      withParts({
        segments: { a: { when: { 'segment.b': { $ne: true } } }, b: morning },
        groups: { tiers: { segments: ['a', 'b'] } },
      }),
    ],
    ['error', 'metrics.it.each.ratio', /"ratio" reads itself/, metric({ sessions: { 'metric.ratio': { $gte: 1 } }, each: { ratio: { formula: { divide: ['metric.half', 'session.pages'] } }, half: { formula: { divide: ['metric.ratio', 2] } } } })],
  ],
  'beyond-retention': [
    ['error', 'metrics.it.within', /"400d" is longer/, metric({ count: 'purchase', within: '400d' })],
    ['error', 'metrics.it.within', /reaches 400d back/, metric({ count: 'purchase', within: { length: '200d', ago: '200d' } })],
    [
      'error',
      'metrics.it.within',
      /395 days/,
      metric({
        count: 'purchase',
        within: { from: '2024-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      }),
    ],
    ['error', 'segments.it.when["metric.recency"].$gt', /cannot be compared with "2000d"/, when({ 'metric.recency': { $gt: '2000d' } })],
    ['error', 'history[0].for', /"60w" is longer/, withParts({ history: [{ event: 'purchase', for: '60w', why: 'Yearly gifts' }] })],
    ['error', 'metrics.it.within', /nothing is left of it/, metric({ count: 'purchase', within: { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' } })],
  ],
  'bad-pattern': [
    ['error', 'segments.it.when["page.path"].$regex', /Not a regular expression/, when({ 'page.path': { $regex: '(' } })],
    ['error', 'segments.it.when["page.path"].$regex', /at most 250/, when({ 'page.path': { $regex: 'a'.repeat(251) } })],
    ['error', 'segments.it.when["page.path"].$regex', /is written "\.\*"/, when({ 'page.path': { $regex: '*.pdf' } })],
  ],
  'dangerous-pattern': [['error', 'segments.it.when["page.path"].$regex', /busy for minutes/, when({ 'page.path': { $regex: '^(a+)+$' } })]],
  'slow-pattern': [['warning', 'segments.it.when["page.path"].$regexi', /long texts/, when({ 'page.path': { $regexi: 'a.*b.*c.*d' } })]],
  'bad-window': [
    ['error', 'metrics.it.within', /holds no event/, metric({ count: 'purchase', within: '0d' })],
    [
      'error',
      'metrics.it.within',
      /ends before it starts/,
      metric({
        count: 'purchase',
        within: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      }),
    ],
    [
      'error',
      'metrics.it.within.from',
      /no date that exists/,
      metric({
        count: 'purchase',
        within: { from: '2026-13-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      }),
    ],
    [
      'error',
      'metrics.it.within.from',
      /no date that exists/,
      metric({
        count: 'purchase',
        within: { from: '2026-11-31T00:00:00Z', to: '2026-12-05T00:00:00Z' },
      }),
    ],
  ],
  'bad-sequence': [
    ['error', 'metrics.it.sequence[1]', /How long must it not happen/, metric({ sequence: [{ event: 'a' }, { not: 'b' }] })],
    ['error', 'metrics.it.sequence[1].for', /belongs to a last step/, metric({ sequence: [{ event: 'a' }, { not: 'b', for: '1h' }, { event: 'c' }] })],
    ['error', 'metrics.it.sequence', /needs a step that happens/, metric({ sequence: [{ not: 'a', for: '1h' }] })],
    ['error', 'metrics.it.sequence[1].atMost', /no time is left/, metric({ sequence: [{ event: 'a' }, { event: 'b', atLeast: '2h', atMost: '1h' }] })],
    ['error', 'metrics.it.span', /Lengthen "span"/, metric({ sequence: [{ event: 'a' }, { event: 'b', atLeast: '2h' }], span: '1h' })],
    ['error', 'metrics.it.sequence[0]', /no gap to measure/, metric({ sequence: [{ event: 'a', atMost: '1h' }] })],
    [
      'error',
      'metrics.it.after.sequence[1].anyOrder[0]',
      /have no step before/,
      metric({
        count: 'x',
        after: {
          sequence: [{ event: 'a' }, { anyOrder: [{ event: 'b', after: 'next' }, { event: 'c' }] }],
        },
      }),
    ],
    ['error', 'metrics.it.within', /never complete\. Lengthen "within"/, metric({ sequence: [{ event: 'a' }, { event: 'b', atLeast: '10d' }], within: '7d' })],
    ['error', 'metrics.it.within', /take 2d at least/, metric({ sequence: [{ event: 'a' }, { not: 'b', for: '2d' }], within: '1d' })],
    ['error', 'metrics.it.before', /not both/, metric({ count: 'x', after: { sequence: [{ event: 'a' }] }, before: { sequence: [{ event: 'b' }] } })],
  ],
  meaningless: [
    ['warning', 'segments.it.activate', /dry run/, activated({ shadow: true })],
    ['warning', 'surveys.why.steps', /type "choice" has no "steps"/, survey({ steps: 5 })],
    ['warning', 'surveys.why.show.segments[1]', /stands there already/, survey({ show: { segments: ['pro', 'pro'] } })],
    ['warning', 'experiences.hero.goal', /not counted/, experience({ goal: 'it' })],
    ['warning', 'metrics.it.sequence[1].not', /only at events of the same "item_id".*"after": "next"/, metric({ sequence: [{ event: 'view_item' }, { not: 'view_item' }, { event: 'view_item' }], by: 'item_id' })],
    ['warning', 'metrics.it.orEver', /there is none/, metric({ count: 'e', orEver: true })],
    ['warning', 'segments.it.when["metric.it"]', /looks at the last 7d only/, withParts({ metrics: { it: { since: 'purchase', within: '7d' } }, segments: { it: { when: { 'metric.it': { $gte: '30d' } } } } })],
    ['warning', 'metrics.it.span', /within 1h anyway/, metric({ sequence: [{ event: 'a' }, { event: 'b' }], span: '2h', within: '1h' })],
    ['warning', 'metrics.it.sequence[1]', /no room for anything between/, metric({ sequence: [{ event: 'a' }, { not: 'x' }, { event: 'b', after: 'next' }] })],
    ['warning', 'metrics.it.sequence[0].after', /Nothing comes before/, metric({ sequence: [{ event: 'a', after: 'next' }, { event: 'b' }] })],
    ['warning', 'metrics.it.count[0]', /every event already/, metric({ count: ['*', 'purchase'] })],
    ['warning', 'metrics.it.sequence[1].atMost', /"span"/, metric({ sequence: [{ event: 'a' }, { event: 'b', atMost: '2d' }], span: '1d' })],
    ['warning', 'metrics.it.formula', /reads no fact/, metric({ formula: { add: [1, 2] } })],
    ['warning', 'metrics.it.last', /Transitions have no properties/, metric({ last: 'enter:uses-orders.value' })],
    ['warning', 'traits.plan.values[2]', /stands there already/, when({ 'trait.plan': 'pro' }, { traits: { plan: { type: 'string', values: ['free', 'pro', 'pro'] } } })],
  ],
  'window-in-session': [
    ['error', 'metrics.it.each.views.within', /The window of this metric is the session/, metric({ sessions: { 'metric.views': 1 }, each: { views: { count: 'view', within: '1d' } } })],
    ['error', 'metrics.it.each.deep', /no sessions of its own/, metric({ sessions: { 'metric.deep': 1 }, each: { deep: { sessions: {} } } })],
    ['error', 'metrics.it.after', /on the metrics of "each"/, metric({ sessions: { 'session.pages': { $gte: 2 } }, after: { sequence: [{ event: 'a' }] } })],
  ],
  'interest-in-formula': [['error', 'metrics.it.formula.log1p', /every instant/, metric({ formula: { log1p: 'metric.score' } }, { score: { interest: 'view.topic', halfLife: '7d' } })]],
  'bad-keep': [
    ['error', 'segments.it.keep', /no time at all/, segment({ keep: '0d' })],
    ['error', 'segments.it.keep', /"forever"/, segment({ keep: '100w' })],
  ],
  'experience-over': [['warning', 'experiences.hero.end', /ended on 2026-11-25/, experience({ end: '2026-11-25' })]],
  'nothing-to-compare': [
    ['warning', 'experiences.hero.count', /nothing to compare/, experience({ variants: { a: {} }, holdout: 0, count: true })],
  ],
  'in-two-groups': [
    ['error', 'groups.b.segments[0]', /in the group "a" already/, segment({}, { groups: { a: { segments: ['it'] }, b: { segments: ['it'] } } })],
    ['error', 'groups.a.segments[1]', /twice/, segment({}, { groups: { a: { segments: ['it', 'it'] } } })],
  ],
  'shadow-read': [
    ['warning', 'experiences.hero.segments[0]', /dry run/, segment({ shadow: true }, { experiences: { hero: { segments: ['it'], variants: { a: {} } } } })],
    [
      'warning',
      'segments.it.when["segment.dry"]',
      /dry run/,
      withParts({
        segments: { it: { when: { 'segment.dry': true } }, dry: { ...morning, shadow: true } },
      }),
    ],
    ['warning', 'groups.tiers.segments[1]', /takes visitors from "it"/, segment({}, { segments: { dry: { when: { 'now.hour': 3 }, shadow: true }, it: morning }, groups: { tiers: { segments: ['dry', 'it'] } } })],
  ],
  'unread-answers': [
    ['warning', 'surveys.why.trait', /No segment reads "hue".*are not stored/, survey({ trait: 'hue', options: [{ value: 'red', text: 'Red' }, { value: 'blue', text: 'Blue' }] }, { traits: { plan, hue: { type: 'string', values: ['red', 'blue'] } }, segments: { pro } })],
  ],
  unused: [
    ['warning', 'activation.recipients.prebid', /Nothing is handed to "prebid"/, activated({}, { activation: { purpose: 'Ads', recipients: { gpt: ['Google'], prebid: ['Bidders'] } } })],
    ['warning', 'metrics.visits', /kept on every device for nothing/, withParts({ metrics: { visits: { count: 'visit' } } })],
    ['warning', 'traits.plan', /kept for nothing/, withParts({ traits: { plan } })],
    ['warning', 'savedGroups.nordics', /read by nothing/, withParts({ savedGroups: { nordics: ['SE'] } })],
    ['warning', 'metrics.it.each.views', /does not read "views"/, metric({ sessions: { 'session.pages': 2 }, each: { views: { count: 'view' } } })],
  ],
  'special-category': [
    ['error', 'histograms.spread.name', /names health/, histogram({ name: 'Diabetes tests' })],
    ['warning', 'histograms.spread.bins[0]', /under 18/, histogram({ metric: 'years', bins: [16, 30] }, { metrics: { years: { formula: 'trait.age' }, orders: { count: 'purchase' }, recency: { since: 'purchase' }, average: { mean: 'purchase.value' } } })],
    ['error', 'segments.parents.name', /"hero" is handed/, { ...(experience({ activate: true, segments: ['parents'] }) as object), segments: { parents: { ...morning, name: 'Parents of toddlers' } }, activation: { purpose: 'Ads', recipients: { dataLayer: ['Google'] } } }],
    ['error', 'segments.it.when["trait.age"]', /under 18.*is handed to others/, when({ 'trait.age': { $lt: 16 } }, { segments: { it: { when: { 'trait.age': { $lt: 16 } }, activate: true } }, groups: {}, activation: { purpose: 'Ads', recipients: { gpt: ['Google'] } } })],
    ['error', 'surveys.why.question', /"it" is handed/, survey({ question: 'How is your health?' }, { segments: { it: { when: { 'trait.plan': 'pro' }, activate: true }, pro: { when: { 'trait.plan': 'pro' } } }, activation: { purpose: 'Ads', recipients: { gpt: ['Google'] } } })],
    ['error', 'metrics.reads.where.content_group', /"it" is handed/, activated({ when: { 'segment.reader': true } }, { metrics: { reads: { count: 'view', where: { content_group: 'health' } } }, segments: { it: { when: { 'segment.reader': true }, activate: true }, reader: { when: { 'metric.reads': { $gte: 1 } } } } })],
    ['error', 'segments.it.name', /"clinic" may give away health, and "it" is handed to others/, activated({ name: 'Clinic visitors' })],
    ['error', 'experiences.hero.name', /names/, experience({ name: 'Catholic' })],
    ['error', 'segments.pregnantVisitors', /"pregnant" names health/, withParts({ segments: { pregnantVisitors: morning } })],
    ['error', 'segments.it.name', /"catholic" names religion/, segment({ name: 'Catholic households' })],
    [
      'error',
      'traits.group.values[1]',
      /political opinion/,
      withParts({
        traits: { group: { type: 'string', values: ['none', 'socialist'] } },
        segments: { it: { when: { 'trait.group': 'none' } } },
      }),
    ],
    [
      'error',
      'traits.ethnicity',
      /racial or ethnic/,
      withParts({
        traits: { ethnicity: plan },
        segments: { it: { when: { 'trait.ethnicity': 'pro' } } },
      }),
    ],
    ['warning', 'surveys.why.question.de', /"schwanger" may give away health/, survey({ question: { de: 'Sind Sie schwanger?' }, words: { send: 'OK', close: '×', note: '–', thanks: '!' } })],
    ['error', 'surveys.why.options[0].text', /"catholic" names religion/, survey({ options: [{ value: 'free', text: 'Catholic' }, { value: 'pro', text: 'Other' }] })],
    ['error', 'segments.union-members', /trade-union/, withParts({ segments: { 'union-members': morning } })],
    ['error', 'segments.it.name', /sex life/, segment({ name: 'LGBTQ readers' })],
    ['warning', 'segments.it.when["page.path"].$regex', /"diabetes" may give away health/, when({ 'page.path': { $regex: '^/guides/diabetes' } })],
    ['warning', 'segments.it.name', /children/, segment({ name: 'Parents of toddlers' })],
    ['warning', 'segments.it.when["trait.age"]', /under 18/, when({ 'trait.age': { $lt: 16 } })],
    ['warning', 'metrics.it.where.content_group', /health/, metric({ count: 'view', where: { content_group: 'health' } })],
  ],
  'unnamed-recipient': [
    ['error', 'segments.it.activate', /Nobody is named who receives it, /, segment({ activate: true })],
    ['error', 'segments.it.activate', /receives it by "prebid"/, activated({ activate: ['gpt', 'prebid'] })],
    ['error', 'segments.it.activate', /Nobody is named/, activated({ activate: true }, { activation: { purpose: 'Ads', recipients: {} } })],
    ['error', 'experiences.hero.activate', /receives it by "dataLayer"/, experience({ activate: ['dataLayer'] })],
  ],
  'counted-and-activated': [
    ['warning', 'segments.it.activate', /blurred/, activated({ count: true })],
    ['warning', 'segments.it.activate', /blurred/, activated({}, { groups: { one: { segments: ['it'], count: true } } })],
  ],
  'free-text': [
    [
      'warning',
      'traits.job',
      /List its values/,
      withParts({
        traits: { job: { type: 'string' } },
        segments: { it: { when: { 'trait.job': 'cook' } } },
      }),
    ],
  ],
  'bad-survey': [
    ['error', 'surveys.why', /two "options" or more/, survey({ options: undefined })],
    ['error', 'surveys.why', /two "options" or more/, survey({ trait: 'likes', type: 'order', options: [{ value: 'garden', text: 'G' }] })],
    ['error', 'surveys.why.options[1].value', /Two options are "free"/, survey({ options: [{ value: 'free', text: 'Free' }, { value: 'free', text: 'None' }] })],
    ['error', 'surveys.why.show.every', /one question a day/, survey({ show: { segments: ['pro'], every: '12h' } })],
    ['error', 'surveys.why.question', /no text in any language/, survey({ question: {} })],
  ],
  'survey-language': [
    ['warning', 'surveys.why.words.send', /asked in de, and this text is not in it/, survey({ question: german, words: { send: { en: 'Send' }, close: '×', note: '–', thanks: '!' } })],
    ['warning', 'surveys.why.words', /close, note, thanks would be English/, survey({ question: german, words: { send: 'OK' } })],
  ],
  'children-site': [
    ['error', 'activation', /nothing is handed to anybody/, activated({}, { children: true })],
    ['warning', 'surveys', /no question is asked/, survey({}, { children: true })],
    ['warning', 'histograms.spread', /nothing is counted/, histogram({}, { children: true })],
    ['warning', 'experiences.hero', /nothing is drawn/, { ...(experience({}) as object), children: true }],
    ['warning', 'segments.it.when["session.pages"]', /nothing is remembered/, segment({ when: { 'session.pages': { $gte: 3 } } }, { children: true })],
    ['warning', 'traits', /no trait is ever set/, when({ 'geo.country': 'DE' }, { children: true })],
  ],
  'many-questions': [['warning', 'segments.x20.count', /1\/21 of the reports/, withParts({ segments: many(21, () => counted) })]],
  'too-many-questions': [['error', 'segments.x64.count', /room for 64/, withParts({ segments: many(65, () => counted) })]],
  'too-many-answers': [
    ['warning', 'histograms.spread.bins', /25 answers .* more than 24/, histogram({ bins: Array.from({ length: 23 }, (_, i) => i + 1) })],
    ['warning', 'experiences.hero.variants', /7 answers/, { ...(experience({ goal: 'it', count: true }) as object), counting: { period: '7d' } }],
    [
      'warning',
      'groups.tiers.segments',
      /ε = 0\.5 more than 6/,
      withParts({
        counting: { epsilon: 0.5 },
        segments: many(7, (i) => ({ when: { 'now.hour': i } })),
        groups: { tiers: { segments: Object.keys(many(7, () => 0)), count: true } },
      }),
    ],
  ],
  'over-budget': [
    ['error', 'counting.epsilon', /adds up to 52 in 52 weeks; 26 are allowed\. Write 0\.5, or a period of "28d"/, withParts({ counting: { epsilon: 1, period: '7d' } })],
  ],
  'same-question': [
    ['warning', 'histograms.again', /asks what "spread" asks/, histogram({}, { histograms: { spread: { metric: 'orders', bins: [1, 2] }, again: { name: 'Again', metric: 'orders', bins: [1, 2] } } })],
    [
      'warning',
      'segments.again.count',
      /asks what "it" asks, in other words/,
      segment(
        { when: { 'metric.recency': { $lt: '7d' } }, count: true },
        {
          metrics: { recency: { since: 'purchase' }, latest: { name: 'Latest', since: ['purchase'] } },
          segments: {
            it: { when: { 'metric.recency': { $lt: '7d' } }, count: true },
            again: { when: { $and: [{ 'metric.latest': { $lt: '168h' } }] }, kind: 'behavioral', count: true },
          },
        },
      ),
    ],
  ],
  'similar-questions': [
    ['warning', 'histograms.finer', /differ in their numbers only.* Keep one\./, histogram({}, { histograms: { spread: { metric: 'orders', bins: [1, 2] }, finer: { metric: 'orders', bins: [1, 3, 4] } } })],
    [
      'warning',
      'segments.week.count',
      /"week" and "hour" differ in their numbers only.*one group/,
      withParts({
        metrics: { recency: { since: 'purchase' } },
        segments: {
          hour: { when: { 'metric.recency': { $lt: '169h' } }, count: true },
          week: { when: { 'metric.recency': { $lt: '7d' } }, count: true },
        },
      }),
    ],
    [
      'warning',
      'segments.large.count',
      /"large" and "small" differ in their numbers only/,
      withParts({
        metrics: { small: { count: 'a', within: '7d' }, large: { count: 'a', within: '28d' } },
        segments: {
          small: { when: { 'metric.small': { $gte: 1 } }, count: true },
          large: { when: { 'metric.large': { $gte: 4 } }, count: true },
          other: { when: { 'metric.large': { $lt: 4 } }, count: true },
        },
      }),
    ],
  ],
  'counted-twice': [
    ['warning', 'segments.few.count', /"spread" counts these visitors already, in its bins/, histogram({}, { segments: { few: { when: { 'metric.orders': { $gte: 1, $lt: 5 } }, count: true } } })],
    ['warning', 'segments.it.count', /counts this segment already/, segment({ count: true }, { groups: { tiers: { segments: ['it'], count: true } } })],
  ],
  'bad-validity': [
    ['error', 'expires', /before it is issued/, withParts({ expires: '2026-11-23T00:00:00Z' })],
    ['error', 'expires', /no date that exists/, withParts({ expires: '2026-99-01T00:00:00Z' })],
    ['error', 'expires', /no date that exists/, withParts({ expires: '2027-02-30T00:00:00Z' })],
    ['error', 'issued', /no date that exists/, withParts({ issued: '2026-11-31T00:00:00Z' })],
  ],
  'long-validity': [['warning', 'expires', /365 days/, withParts({ expires: '2027-11-24T00:00:00Z' })]],
  ending: [['warning', 'expires', /run out on 2027-01-24, in 8 days/, withParts({})]],
  expired: [['warning', 'expires', /Expired on 2027-01-24/, withParts({})]],
  'consent-policy': [
    [
      'warning',
      'consent.policies["*"].measurement',
      /"inform" for the countries/,
      withParts({
        consent: { policies: { '*': { personalisation: 'ask', measurement: 'inform' } } },
      }),
    ],
  ],
  'no-controller': [
    ['warning', 'controller', /who is responsible/, withParts({ consent: INFORM })],
    ['warning', 'controller.notice', /find the whole notice/, withParts({ consent: INFORM, controller: { name: 'Hazel', contact: 'Kitchen Lane 1' } })],
  ],
  'bad-keys': [
    ['error', 'keys.keys[1]', /listed twice/, withParts({ keys: { version: 1, keys: [key(1), key(1)] } })],
    ['error', 'keys.threshold', /no document could follow/, withParts({ keys: { version: 1, keys: [key(1)], threshold: 2 } })],
  ],
};

const cases = Object.entries(examples).flatMap(([code, list]) =>
  list.map(([severity, path, message, json]) => ({ code, severity, path, message, json })),
);

const placeOf = (path: readonly unknown[], at: 'key' | 'value') => ({
  line: path.length,
  column: at === 'key' ? 1 : 2,
});

describe('the checker', () => {
  it('lets no unknown key hide what else is unknown', () => {
    const { errors } = checkDefinitions({
      ...base,
      hello: 1,
      traits: { plan: { ...plan, odd: 1 } },
      metrics: { orders: { count: 'purchase' }, bad: { count: 1 } },
      segments: {
        a: { when: { 'metric.order': { $gte: 1 } }, kep: '3d' },
        b: { when: { 'trait.plant': 'pro' } },
        c: { when: { 'segment.d': true, 'nothing.at.all': 1 } },
        fine: {
          when: {
            'metric.bad': { $gte: 1 },
            'metric.orders': 1,
            'trait.plan': 'pro',
            'segment.a': true,
          },
        },
      },
    });
    expect(errors.map(({ code, path }) => `${code} ${formatPath(path)}`).toSorted()).toEqual([
      'unknown-fact segments.c.when["nothing.at.all"]',
      'unknown-key hello',
      'unknown-key segments.a.kep',
      'unknown-key traits.plan.odd',
      'unknown-metric segments.a.when["metric.order"]',
      'unknown-segment segments.c.when["segment.d"]',
      'unknown-trait segments.b.when["trait.plant"]',
      'wrong-type metrics.bad.count',
    ]);
  });

  it('says in one run what is wrong with the shape and with the rest', () => {
    const { errors, warnings } = checkDefinitions({
      ...base,
      verison: 2,
      version: 'two',
      metrics: {
        odd: { count: 7 },
        spend: { sum: 'purchase.value' },
        recency: { since: 'purchase' },
      },
      segments: {
        shapeless: { wen: {} },
        it: { when: { 'metric.recency': { $lt: 30 }, 'metric.odd': 1 } },
        rich: { when: { 'metric.spend': { $gte: 200 } } },
      },
    });
    expect(
      [...errors, ...warnings].map(({ code, path }) => `${code} ${formatPath(path)}`).toSorted(),
    ).toEqual([
      'mixed-currencies metrics.spend.sum',
      'number-for-duration segments.it.when["metric.recency"].$lt',
      'unknown-key segments.shapeless.wen',
      'unknown-key verison',
      'wrong-type metrics.odd.count',
      'wrong-type version',
    ]);
  });

  it.each(cases)('says $code at $path', ({ code, severity, path, message, json }) => {
    // The two checks that need a clock.
    const times = new Map([
      ['ending', '2027-01-15T12:00:00Z'],
      ['expired', '2027-02-01T00:00:00Z'],
      ['experience-over', '2026-11-26T00:00:00Z'],
    ]);
    const time = times.get(code);
    const options = time === undefined ? {} : { now: Date.parse(time) };
    const result = checkDefinitions(json, options);
    const issues = [...result.errors, ...result.warnings];
    const found = issues.filter((issue) => issue.code === code && formatPath(issue.path) === path);
    expect(found, JSON.stringify(issues, null, 1)).toHaveLength(1);
    expect(found[0]?.message).toMatch(message);
    expect(found[0]?.severity).toBe(severity);
    expect(result.ok).toBe(result.errors.length === 0);
    // Nothing else is wrong with the example, so that it shows what it is meant to show.
    const others = result.errors.filter((issue) => issue.code !== code);
    if (severity === 'error') expect(others).toEqual([]);
    else expect(result.errors).toEqual([]);
  });

  it('has an example for every code', () => {
    expect(Object.keys(examples).toSorted()).toEqual(Object.keys(ISSUE_CODES).toSorted());
    for (const list of Object.values(examples)) expect(list.length).toBeGreaterThan(0);
  });

  it('has nothing to say of a good document', () => {
    const result = checkDefinitions({
      ...base,
      $schema: 'https://hazel.example/definitions.schema.json',
      traits: { plan, trialEnds: { type: 'date' } },
      savedGroups: { nordics: ['DK', 'FI', 'NO', 'SE'] },
      metrics: {
        orders: { count: 'purchase', within: '90d' },
        spend: { sum: 'purchase.value', within: '365d', where: { currency: 'EUR' } },
        before: { count: 'purchase', within: { length: '90d', ago: '90d' } },
        recency: { since: 'purchase' },
        dropped: {
          sequence: [{ event: 'begin_checkout' }, { not: 'purchase', for: '1h' }],
          within: '7d',
        },
        trend: { formula: { divide: ['metric.orders', { add: ['metric.before', 1] }] } },
        topic: { interest: 'view_article.topic', halfLife: '14d', value: 'growing' },
        busy: {
          sessions: { 'session.pages': { $gte: 5 }, 'metric.views': { $gte: 3 } },
          each: { views: { count: 'view_item' } },
        },
        comebacks: { count: 'enter:abandoner' },
      },
      segments: {
        champion: {
          when: {
            'metric.orders': { $gte: 3 },
            'metric.spend': { $gte: 200 },
            'metric.recency': { $lt: '30d' },
          },
        },
        regular: { when: { 'metric.orders': { $gte: 1 } } },
        other: { when: {} },
        abandoner: {
          name: 'Checkout abandoners',
          when: { 'metric.dropped': { $gte: 1 } },
          keep: '3d',
          count: true,
        },
        trial: {
          when: { 'until.trialEnds': { $gte: '0s', $lt: '3d' }, 'trait.plan': { $ne: 'pro' } },
        },
        nordic: {
          when: { 'geo.country': { $inGroup: 'nordics' } },
          exclude: { 'segment.champion': true },
        },
        curious: {
          when: {
            $or: [
              { 'metric.trend': { $gt: 1 } },
              { 'metric.topic': { $gte: 2 } },
              { 'metric.busy': { $gte: 1 } },
              { 'metric.comebacks': { $gte: 2 } },
            ],
          },
        },
      },
      groups: { tiers: { segments: ['champion', 'regular', 'other'], count: true } },
    });
    expect([...result.errors, ...result.warnings]).toEqual([]);
    expect(result.ok).toBe(true);
  });

  it('gives line and column where it is told how to find them', () => {
    const result = checkDefinitions(when({ 'geo.contry': 'DE', 'metric.orders': '3' }), {
      placeOf,
    });
    expect(result.errors.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['unknown-fact', 4, 1],
      ['type-mismatch', 4, 2],
    ]);
  });
});
