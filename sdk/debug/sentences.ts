import { nearest } from '../../shared/definitions/checks/suggest.ts';
import type { TraitDefinition } from '../../shared/definitions/types.ts';
import type { ProblemCode } from '../problems.ts';
import type { Settings } from '../settings.ts';

type Sentence = (detail: unknown, settings: Settings) => string;

/** What is wrong and the way out, for the developer in whose console it stands: one sentence or two a code. */
export const SENTENCES: { readonly [code in ProblemCode]: Sentence } = {
  'no-consent': () =>
    'track and identify do nothing before consent: ask the visitor, and call covey.consent.set({ personalisation: true }).',
  misuse: (detail) => {
    const [call, given, meant] = listOf(detail);
    return `${MISUSE[String(call)]?.(given, meant) ?? `${show(call)} was called with ${show(given)}.`}`;
  },
  'second-copy': (detail, { site }) =>
    `Covey runs in this page already, for ${show(site)}; the copy for ${show(detail)} gives that one, with its settings. Keep the tag or createCovey, once.`,
  'settings-site': (detail) => {
    const { site, meant } = membersOf(detail);
    return `data-site is ${show(site)}, which is no host name: write it in lower case, without scheme, port and path${meant ? `, as ${show(meant)}` : ''}.`;
  },
  'settings-keys': () =>
    'No key is given, so no definitions can be trusted: put what "covey keygen" prints as kid:x into data-key (keys in createCovey).',
  'settings-edge': (detail) =>
    `edge is ${show(detail)}; it is the origin of the Worker, like "https://edge.example", without a path.`,
  'settings-min-version': () =>
    'data-min-version (minVersion in createCovey) is no whole number, so first-time visitors are given definitions of any age: write the number of a version alone, as "7".',
  'settings-capture': (detail) => {
    const { word, meant, mixed } = membersOf(detail);
    if (mixed)
      return `data-capture names what to capture, so nothing else is captured and ${show(word)} says nothing: name either what to capture, or with "-" what to leave out.`;
    return `data-capture names ${show(word)}, which is not captured by itself.${didYouMean(meant)} Events of your own come by covey.track and need not be named.`;
  },
  'settings-module': () =>
    'The tag says type="module", so it runs after the page is parsed and content changes late: leave type out.',
  'segment-unknown': (detail) => {
    const { id, meant } = membersOf(detail);
    return `There is no segment ${show(id)} in the definitions.${didYouMean(meant) || ' Write it as they do, or publish it.'}`;
  },
  'segment-shadow': (detail) =>
    `The segment ${show(detail)} is on trial ("shadow"): it is evaluated and never shown to the page. Take "shadow" out of its definition to show it.`,
  'survey-unknown': (detail) => {
    const { id, meant } = membersOf(detail);
    return `There is no survey ${show(id)} in the definitions, so nothing is ever shown in its place.${didYouMean(meant) || ' Write it as they do, or publish it.'}`;
  },
  'consent-text': (detail) => {
    const { given, asked } = membersOf(detail);
    return `Text ${show(asked)} is asked with now, so an answer to text ${show(given)} does not hold: show the new text, and raise data-consent-text (consentText in createCovey, "text" in consent.set) to the version that the definitions name under "consent".`;
  },
  'trait-refused': (detail) => {
    const { id, given, declared, known } = membersOf(detail);
    if (!declared)
      return `identify: the definitions declare no trait ${show(id)}.${didYouMean(nearest(String(id), (known ?? []) as string[])) || ' Declare it under "traits".'}`;
    const { type, values } = declared as TraitDefinition;
    return `identify: the trait ${show(id)} cannot be ${show(given)}; it is ${values ? `one of ${values.map(show).join(', ')}` : TYPES[type]}. null removes it.`;
  },
  'props-refused': (detail) => {
    const { event, property } = membersOf(detail);
    return `The property ${show(property)} of ${show(event)} was left out or cut: pass plain JSON with texts of up to 1,000 characters. The rest of the event counts.`;
  },
  'number-unreadable': (detail) =>
    `${show(detail)} is text that is no number without doubt, and is left out where a number is asked for: pass 1234.5 or "1234.50", without currency, and not "1.234", which may be either.`,
  'events-dropped': () =>
    'Calls were dropped, because the engine or a part of it did not load or too many waited: in the latter case track what happens, not every movement, and see "What an event may carry" in the docs.',
  'definitions-unreachable': (_, { edge }) =>
    `The definitions did not come from ${show(edge)}: check that the Worker answers there, that the site is published, and that connect-src allows it. The last good ones go on until they expire.`,
  'definitions-too-large': () =>
    'The definitions are refused: the envelope is larger than 512 KiB. Take out segments that nobody uses.',
  'definitions-envelope': (_, { edge }) =>
    `What ${show(edge)} answers is no signed envelope: publish with "covey publish", and check that nothing between alters it.`,
  'definitions-key': () =>
    'A key in data-key is malformed or does not fit its name: copy kid:x whole, as "covey keygen --public" prints it, and put spaces between several, no commas.',
  'definitions-untrusted': () =>
    'The definitions are signed by a key that data-key does not name: compare it with "covey keygen --public", or sign with the old key a document that lists the new one.',
  'definitions-signature': () =>
    'The signature of the definitions does not fit their bytes: they were altered on the way. Sign and publish them again, and find out by whom.',
  'definitions-threshold': () =>
    'Too few of the listed keys have signed the definitions: add the missing signatures and publish again.',
  'definitions-payload': () =>
    'The definitions are signed, but are no definitions: run "covey check", sign again.',
  'definitions-site': (_, { site }) =>
    `The definitions are for another site than ${show(site)}: make data-site and "site" in the definitions the same.`,
  'definitions-issued': () =>
    'The definitions were issued more than a day in the future: check the clock of this device and "issued" in the definitions.',
  'definitions-expired': () =>
    'The definitions have expired, so segments are unknown: sign and publish a new version with a later "expires".',
  'definitions-key-set': () =>
    'The key set in the definitions is malformed, or changed without a higher keys.version: raise it by one whenever keys change.',
  'definitions-key-set-gap': () =>
    'The key set in the definitions skips a version: keys.version grows by one at a time. Sign the one between, too.',
  'definitions-rollback': () =>
    'The definitions are older than those this browser has seen: publish a higher version. On a test machine, erase the site data.',
  'definitions-conflict': () =>
    'Other definitions were seen under the same version: raise "version" with every change. On a test machine, erase the site data.',
  'definitions-format': () =>
    'The definitions are of a newer format than this script: load the newest covey.js.',
  'definitions-unsupported': () =>
    'This browser cannot check Ed25519 signatures (Chrome 137, Firefox 129 and Safari 17 can), or the page is not served over https.',
  'definitions-limits': (detail) =>
    `The definitions hold more than a page compiles (${show(detail)}): "covey check" says where. Take out what nobody uses.`,
  'pattern-slow': (detail) =>
    `The pattern ${show(detail)} was among those that took longer than 100 ms together within a second, so what reads it is unknown on this page: "covey check" says how to write it. Prefer $in, or [^/]* to .* between fixed parts.`,
  'context-unreachable': (_, { edge }) =>
    `geo.* stays unknown: ${show(edge)}/v1/context did not answer. Check connect-src and the Worker.`,
  'counting-refused': () =>
    'Nothing is counted: the definitions ask for more than a visitor may be asked (epsilon, period or number of questions), or by a mechanism that this script does not know. Run "covey check".',
  'report-unreachable': (_, { edge }) =>
    `A count was not taken by ${show(edge)}; it is lost and not repeated. Check connect-src and the Worker.`,
  'capture-pages': (detail) => capturing('Pages of a single-page application', detail),
  'capture-engagement': (detail) => capturing('Time spent and scrolling', detail),
  'capture-links': (detail) => capturing('Clicks on links', detail),
  'capture-forms': (detail) => capturing('Forms', detail),
  'capture-data-layer': (detail) => capturing('What is pushed to the data layer', detail),
  'facts-device': (detail) =>
    `Something of device.* could not be asked (${show(detail)}), so it is absent: a script of the page, or an extension, has replaced navigator, screen or matchMedia.`,
  'signal-unreadable': (detail) =>
    `navigator would not say whether the visitor objects (${show(detail)}), so only their own answer counts: find the script that replaced globalPrivacyControl or doNotTrack.`,
  'markup-unwatched': (detail) =>
    `Elements that come later are not shown or hidden (${show(detail)}): a script of the page has replaced MutationObserver.`,
  'markup-template': (detail) =>
    `The template for ${show(detail)} shows nothing: its children stand beside its content, where React and others that build the page by script put them. Use <Segment> or useSegment there, or write the template in HTML.`,
  'storage-missing': () =>
    'The browser offers no database here, or localStorage would not keep the answer (site data is blocked, a private window, or it is full): this page remembers in memory only. Allow site data, or free space for this origin.',
  'storage-blocked': () =>
    'The database did not answer in time: this page remembers in memory from here on. Another tab, or the browser, holds it.',
  'storage-full': () =>
    'The browser would not store more: this page remembers in memory from here on. Free space for this origin.',
  'storage-lost': (detail) =>
    `The database failed (${show(detail)}): this page remembers in memory from here on.`,
  'state-corrupt': () =>
    'The stored state could not be read and was rebuilt from the events: nothing to do, unless it comes again.',
  'clock-set-back': () =>
    'The clock of this device was set back: what lay in the future counts as now. Nothing to do.',
  'engine-failed': (detail) =>
    `The engine did not load (${show(detail)}): script-src must allow the Worker's origin, and its files must be of the same build as covey.js.`,
  'part-failed': (detail) =>
    `The part ${show(detail)} did not load: script-src must allow the Worker's origin, and its files must be of the same build as covey.js. What needs it waits; it is tried again when the page is turned to.`,
  'panel-failed': (detail) =>
    `The panel did not load (${show(detail)}): script-src must allow the Worker's origin, and its files must be of the same build as covey.js.`,
  'listener-threw': (detail) =>
    `One of your listeners threw ${show(detail)}; the others were called. Mend the listener.`,
  internal: (detail) =>
    `A fault of Covey's own, or a value that cannot be read was passed in (${show(detail)}); the page goes on. Please report it, if the value is an ordinary one.`,
};

const capturing = (what: string, detail: unknown): string =>
  `${what} cannot be followed, or not all of it (${show(detail)}): a script of the page has frozen or replaced what is needed, or passed in what cannot be read. Mend it there, or call covey.track.`;

const MISUSE: { readonly [call: string]: (given: unknown, meant: unknown) => string } = {
  track: (given, props) =>
    props
      ? `track takes the properties of ${show(given)} as an object, like { value: 50 }, not ${show(listOf(props)[0])}: they are left out.`
      : `track takes the name of an event, 1 to 100 characters, not ${show(given)}. Names that begin with "enter:" or "leave:" are Covey's own.`,
  identify: (given) =>
    `identify takes an object of traits, like { plan: 'pro' }, not ${show(given)}.`,
  on: (given, meant) =>
    `on listens to "change", "consent", "enter:ID" or "leave:ID" and takes a function; ${show(given)} ${/^(change|consent|(enter|leave):.+)$/s.test(String(given)) ? 'came without one' : 'is not heard of'}.${didYouMean(meant)}`,
  'consent.set': (given) =>
    `consent.set takes { personalisation: true or false, measurement: true or false, activation: true or false }, not ${show(given)}: what is neither is not taken.`,
};

const TYPES: { readonly [type in TraitDefinition['type']]: string } = {
  string: 'a text of up to 1,000 characters',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date, as "2026-11-28" or a Date',
  'string[]': 'a list of up to 100 texts',
};

function didYouMean(name: unknown): string {
  return name ? ` Did you mean ${show(name)}?` : '';
}

function listOf(detail: unknown): readonly unknown[] {
  return Array.isArray(detail) ? detail : [detail];
}

function membersOf(detail: unknown): { readonly [name: string]: unknown } {
  return typeof detail === 'object' && detail !== null ? { ...detail } : {};
}

/** Any value in a few words. Never throws. */
function show(value: unknown): string {
  try {
    const text = value instanceof Error ? value.message : JSON.stringify(value);
    const whole = text ?? String(value);
    return whole.length > 80 ? `${whole.slice(0, 80)}…` : whole;
  } catch {
    return `a ${typeof value} that cannot be written`;
  }
}
