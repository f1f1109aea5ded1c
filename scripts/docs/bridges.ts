// docs/bridges.md: which tools are heard, how, and what becomes of their names.
import { adobeAnalytics } from '../../shared/mappings/adobe-analytics.ts';
import { adobeDataLayer } from '../../shared/mappings/adobe-data-layer.ts';
import { adobeXdm } from '../../shared/mappings/adobe-xdm.ts';
import { matomo } from '../../shared/mappings/matomo.ts';
import { mixpanel } from '../../shared/mappings/mixpanel.ts';
import { plausible } from '../../shared/mappings/plausible.ts';
import { posthog } from '../../shared/mappings/posthog.ts';
import { rudderstack } from '../../shared/mappings/rudderstack.ts';
import { segment } from '../../shared/mappings/segment.ts';
import { snowplow } from '../../shared/mappings/snowplow.ts';
import { AUTOMATIC } from '../../shared/mappings/standard.ts';
import type { Mapping } from '../../shared/mappings/types.ts';
import repository from '../../package.json' with { type: 'json' };
import { ADD_ONS } from '../build/add-ons.ts';
import { code, table } from './markdown.ts';

interface Tool {
  /** `bridge/NAME`, and `connectNAME`. */
  readonly bridge: string;
  readonly connect: string;
  readonly mapping: Mapping;
  /** The package that it is tested with; without one a stand-in is. */
  readonly tested?: keyof typeof repository.devDependencies;
  /** What is heard, in the table. */
  readonly heard: string;
  /** The global that the script file listens to. */
  readonly global: string;
  /** What the package's bridge is given of the site's own; nothing where the global is there, too. */
  readonly library?: { readonly name: string; readonly is: string };
  readonly notes: readonly string[];
}

export const TOOLS: readonly Tool[] = [
  {
    bridge: 'mixpanel',
    connect: 'connectMixpanel',
    mapping: mixpanel,
    tested: 'mixpanel-browser',
    heard: '`track`, by its hook `before_track`',
    global: 'mixpanel',
    library: { name: 'mixpanel', is: 'after `mixpanel.init`' },
    notes: [
      'An event is heard as the hooks before have made it, and not at all where one of them drops it or the visitor has opted out of Mixpanel. What the hook is given it gives back.',
      'Until the library has come, its stub is heard: the calls themselves, whatever hooks will make of them. An instance of its own name is given as `library`.',
      'Traits are what `people.set` is given, once the library has come.',
    ],
  },
  {
    bridge: 'segment',
    connect: 'connectSegment',
    mapping: segment,
    tested: '@segment/analytics-next',
    heard: 'calls of `track`, `page`, `identify`',
    global: 'analytics',
    library: { name: 'analytics', is: 'what `AnalyticsBrowser.load` gives' },
    notes: [
      'Heard is what the site calls, at once, also while the library is on its way or blocked. Middleware and plugins that rename or drop an event do so later, for Segment alone.',
    ],
  },
  {
    bridge: 'posthog',
    connect: 'connectPosthog',
    mapping: posthog,
    tested: 'posthog-js',
    heard: '`capture`, by its event `eventCaptured`',
    global: 'posthog',
    library: { name: 'posthog', is: 'before or after `posthog.init`' },
    notes: [
      'An event is heard as `before_send` has made it, and not at all where that drops it or the visitor has opted out of PostHog. Until the library has come, its stub is heard.',
      'PostHog sends nothing from browsers that a program drives, unless `opt_out_useragent_filter` is set: then nothing is heard, either.',
    ],
  },
  {
    bridge: 'adobe-web-sdk',
    connect: 'connectAdobeWebSdk',
    mapping: adobeXdm,
    tested: '@adobe/alloy',
    heard: 'the command `sendEvent`',
    global: 'alloy',
    notes: [
      'Heard is the event that the site gives, before the library adds to it. An event without a type is what its `commerce` counts. Other names of the instance: `data-library`, `library`.',
      'A line’s `priceTotal` becomes the `price` of one piece.',
    ],
  },
  {
    bridge: 'adobe-data-layer',
    connect: 'connectAdobeDataLayer',
    mapping: adobeDataLayer,
    tested: '@adobe/adobe-client-data-layer',
    heard: 'what is pushed with an `event`',
    global: 'adobeDataLayer',
    notes: [
      'What stood in the layer before the bridge came is not heard, though the layer’s own listeners would be told of it. Where the Web SDK sends what is pushed, one of the two bridges is enough; a purchase that both hear counts once.',
    ],
  },
  {
    bridge: 'adobe-analytics',
    connect: 'connectAdobeAnalytics',
    mapping: adobeAnalytics,
    heard: '`s.t()`, `s.tl()`, with the variables as sent',
    global: 's',
    notes: [
      'AppMeasurement is not published as a package: the tests use a stand-in that does what its manual says, and no more.',
      'Of `s.events` each is one event (`event12` under its own name: say with `names` what it means); `s.products` are the items, `eVar1`, `prop1` and the like properties. Of a link only what `linkTrackVars` and `linkTrackEvents` name.',
    ],
  },
  {
    bridge: 'snowplow',
    connect: 'connectSnowplow',
    mapping: snowplow,
    tested: '@snowplow/browser-tracker',
    heard: 'a plugin’s `afterTrack`; commands of the script',
    global: 'snowplow',
    library: { name: 'tracker', is: 'what `newTracker` gives' },
    notes: [
      'A self-describing event has the name of its schema, a structured one that of its action; those of the e-commerce schema their `type`. What stands beside an event comes under the name of its schema, products as items. Of a checkout the first step begins it, others are `checkout_progress`.',
      'The script `sp.js` is not published as a package: of its commands the tests use a stand-in.',
    ],
  },
  {
    bridge: 'rudderstack',
    connect: 'connectRudderstack',
    mapping: rudderstack,
    tested: '@rudderstack/analytics-js',
    heard: 'calls of `track`, `page`, `identify`',
    global: 'rudderanalytics',
    notes: ['As with Segment. The package makes the same global as the script.'],
  },
  {
    bridge: 'matomo',
    connect: 'connectMatomo',
    mapping: matomo,
    heard: 'commands pushed to `_paq`',
    global: '_paq',
    notes: [
      'matomo.js is not published as a package: the tests use a stand-in that does what its manual says, and no more. Piwik PRO’s commands for goods are in the table, too.',
      '`trackEvent` counts under its action; a goal as `goal_3`. `setEcommerceView` with the page view after it is `view_item`, or `view_item_list` without a product. Matomo says what is in the cart, and not what was put in: that is `cart_update`, which `names` may call `add_to_cart`.',
    ],
  },
  {
    bridge: 'plausible',
    connect: 'connectPlausible',
    mapping: plausible,
    tested: '@plausible-analytics/tracker',
    heard: 'calls of `plausible`; `transformRequest` of the package',
    global: 'plausible',
    library: { name: 'config', is: 'what `init` is then called with' },
    notes: [
      'With the package an event is heard as it is sent, and not where your own `transformRequest` leaves it out.',
    ],
  },
];

const tag = ({ bridge }: Tool): string =>
  `<script src="https://edge.example/covey-bridge-${bridge}.js"></script>`;

const recipe = ({ bridge, connect, library }: Tool): string =>
  [
    ...(library ? [`import { ${library.name} } from './analytics.js'; // ${library.is.replaceAll('`', '')}`] : []),
    `import { ${connect} } from '@covey-segments/browser/bridge/${bridge}';`,
    '',
    `const stop = ${connect}(covey${library ? `, { library: ${library.name} }` : ''});`,
  ].join('\n');

const versionOf = ({ tested }: Tool): string =>
  tested ? `\`${tested}\` ${repository.devDependencies[tested].replace(/^\^/, '')}` : 'a stand-in';

const budgetOf = ({ bridge }: Tool): string =>
  (ADD_ONS.find(({ path }) => path === `bridge/${bridge}`)?.budget ?? 0).toLocaleString('en');

const grouped = (events: Mapping['events']): readonly (readonly [string, string])[] => {
  const theirs = new Map<string, string[]>();
  for (const [from, to] of Object.entries(events)) theirs.set(to, [...(theirs.get(to) ?? []), from]);
  return [...theirs].filter(([to]) => to !== '').map(([to, from]) => [from.map(code).join(', '), code(to)]);
};

const placed = (properties: Mapping['properties']): readonly (readonly [string, string])[] =>
  Object.entries(properties).map(([to, from]) => [from.split(' ').map(code).join(', '), code(to)]);

/** Tools whose table is another's, but for its name. */
const sameAs = (tool: Tool): Tool | undefined =>
  TOOLS.find(
    (other) =>
      TOOLS.indexOf(other) < TOOLS.indexOf(tool) &&
      JSON.stringify({ ...other.mapping, tool: '' }) === JSON.stringify({ ...tool.mapping, tool: '' }),
  );

/** What becomes of a tool's names, as tables. */
export const namesTables = (tool: Tool): string => {
  const same = sameAs(tool);
  if (same) return `Names as with ${same.mapping.tool}.`;
  const { events, properties, items } = tool.mapping;
  return [
    table([`event in ${tool.mapping.tool}`, 'in Covey'], grouped(events)),
    table(['property, the first that is there', 'in Covey'], placed(properties)),
    ...(items
      ? [table([`of an item in ${items.list.split(' ').map(code).join(', ')}${items.single ? ', or of the event itself' : ''}`, 'in Covey'], placed(items.properties))]
      : []),
  ].join('\n\n');
};

export const bridgesPage = (): string => `# Bridges

What a site tells another tool Covey can hear, so that nobody has to say it twice. Each bridge is a file of its own, in the package and as a script; who uses none loads none. What Google's tags are told needs none: [the data layer](sdk.md#the-data-layer) is read by itself.

${table(
  ['tool', 'bridge', 'tested with', 'heard is', 'bytes at most (brotli)'],
  [
    ['Google Analytics 4, Tag Manager', 'none needed: `data-layer` names the list', 'see [sdk.md](sdk.md#the-data-layer)', '`dataLayer.push`, `gtag`', '–'],
    ...TOOLS.map((tool) => [
      tool.mapping.tool,
      `[\`${tool.bridge}\`](#${tool.bridge})`,
      versionOf(tool),
      tool.heard,
      budgetOf(tool),
    ]),
  ],
)}

- **Nothing changes for the tool**: what it sends, when and in which order, what its methods give. An error of Covey's never reaches it, and \`stop()\` puts back what was there. ([what each tool is sent, and what its methods give, is the same with bridges and without](../test/e2e/bridges.test.ts))
- **Nothing before consent.** A bridge calls \`covey.track\`, as your own code would: without a grant nothing is kept. What a tool has kept in a list for itself from before the bridge came is not heard.
- **Library and Covey in any order.** The stub of a library is heard as the library itself, a library that comes late, is loaded anew or loses the hook is hooked again; what is heard before Covey has come waits in memory. Only the bridge itself must be there before the first event: put its tag first, and not \`async\`. ([hears each tool by its script, before and after it has come, and before Covey has](../test/e2e/bridges.test.ts))
- **Nothing twice.** What Covey captures by itself (${AUTOMATIC.map(code).join(', ')}) is not passed, unless you say \`automatic\`, for pages with \`data-capture="off"\`. Two tags of a bridge are one. A \`purchase\` or \`refund\` that several tools are told counts once, by its \`transaction_id\`; of other events that you send to several tools, let one bridge hear. ([hears each tool by its package: the same order told to all counts once](../test/e2e/bridges.test.ts))
- **Names** are those of the table of the tool; spelling does not matter ("Order Completed", \`order_completed\`). A name that the web already uses is understood whatever the tool, and any other event passes by its own. Properties keep the tool's names, and have the standard ones beside. Where an event about goods has no \`value\`, it is what its items are worth.
- **Visitors**: a tool's traits are passed to \`covey.identify\` only where you name them; what the definitions do not declare is refused as ever.

| attribute, option | meaning |
| --- | --- |
| \`data-library\`, \`library\` | the name of the global, where it is another than usual; in the package, the library itself |
| \`data-names\`, \`names\` | your own events: \`{ "Bag filled": "add_to_cart", "Debug": "" }\`, the latter for none. JSON in the attribute |
| \`data-automatic\`, \`automatic\` | also what Covey captures by itself |
| \`data-traits\`, \`traits\` | names of traits that are passed: \`data-traits="plan"\`, \`['plan']\` |

This page is made from the tables that the bridges use (\`shared/mappings\`) by \`node scripts/generate-docs.ts\`; the tests run its recipes, in which \`analytics.js\` is where your site starts its tools.

${TOOLS.map(
  (tool) => `## ${tool.bridge}

\`\`\`html
${tag(tool)}
\`\`\`

\`\`\`js
${recipe(tool)}
\`\`\`

${tool.notes.join('\n')}

${namesTables(tool)}
`,
).join('\n')}`;
