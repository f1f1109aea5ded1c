import { endingDays, expiryOf, expiryText } from '../../shared/definitions/index.ts';
import { isOf, isOwnHost, isSite } from '../../shared/wire/index.ts';
import { hostAlone } from '../edge.ts';
import type { EdgeState } from './edge.ts';
import type { Finding, Report } from './finding.ts';
import type { Look, Tag } from './in-page.ts';
import { COMPARE_KEYS, MEND } from './problems.ts';
import type { Visit } from './visit.ts';

export interface Seen {
  /** Of somebody who says no to both purposes. */
  readonly denied: Visit;
  /** Of somebody who says yes. */
  readonly granted: Visit;
  /** Null where no tag says where it is. */
  readonly edge: EdgeState | null;
  readonly origin: string | null;
}

/** Everything that was looked at, what is broken first. */
export function diagnose(seen: Seen, now: number): readonly Finding[] {
  const found: Finding[] = [];
  const report: Report = (level, code, message, mend) =>
    void found.push({ level, code, message, ...(mend !== undefined && { mend }) });
  const { denied } = seen;
  if (denied.status >= 400)
    report(
      'broken',
      'page-status',
      `The page answers ${denied.status}.`,
      'Give an address that opens.',
    );
  const isRunning = checkScript(seen, report);
  checkPolicy(seen, report);
  if (seen.edge && seen.origin) checkEdge(seen, seen.edge, seen.origin, now, report);
  if (isRunning) {
    checkConsent(seen, report);
    checkDenied(seen, report);
    checkGranted(seen, report);
  }
  const order = ['broken', 'doubtful', 'good', 'note'];
  return found.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

/** The tag, and whether it came to anything. True where Covey runs in the page. */
function checkScript({ denied, origin }: Seen, report: Report): boolean {
  const { before } = denied;
  const [tag] = before.tags;
  const isRunning = before.isHere && !before.isStub;
  if (!tag && !isRunning) {
    report(
      'broken',
      'script-missing',
      'There is no tag of Covey on this page.',
      'Put the tag that "covey keygen" prints into <head>. Where Covey comes in a bundle of yours, put what createCovey gives on window.covey, so that it can be looked at.',
    );
    return false;
  }
  const coveys = before.tags.filter(({ src }) => /\/covey(-[0-9a-f]{16})?\.js($|[?#])/.test(src));
  if (coveys.length > 1 || before.diagnostics?.problems['second-copy'])
    report(
      'broken',
      'script-twice',
      'Covey is loaded more than once; the first one goes on with its own settings.',
      'Take out all tags but one, or the tag beside a bundle.',
    );
  const failure = tag && denied.failed.find(({ url }) => url === tag.src);
  const isStopped = tag && before.stopped.some(({ what }) => what === tag.src);
  if (failure && !isStopped)
    report(
      'broken',
      'script-away',
      `The script does not come: ${failure.url} (${failure.why}).`,
      'Check the address in the tag: it is the origin of the Worker and /covey.js, or a hashed file of one of its last six releases.',
    );
  else if (tag && !isRunning && !isStopped)
    report(
      'broken',
      'script-silent',
      'The script is there, and window.covey is not.',
      tag.integrity
        ? 'Where its bytes are not those of the integrity attribute, the browser runs nothing: compare it with /v1/files of the Worker, and pin hashed files alone.'
        : 'Something on the page keeps it from running: look into the console of the browser.',
    );
  else if (isRunning)
    report(
      'good',
      'script',
      `The script loads, once${origin === null ? ', from a bundle' : ` (${tag?.src ?? ''})`}.`,
    );
  if (tag) checkTag(tag, before, report);
  return isRunning;
}

function checkTag({ data }: Tag, { host }: Look, report: Report): void {
  const site = data['site'];
  if (site === undefined)
    report(
      'note',
      'site-default',
      `The tag has no data-site: the page's own host, ${host}, is the site.`,
    );
  else if (!isSite(site))
    report('broken', 'site-form', `data-site="${site}" is no host name.`, hostAlone(site));
  const keys = (data['key'] ?? '').split(/\s+/).filter(Boolean);
  if (keys.length === 0)
    report(
      'broken',
      'key-missing',
      'The tag has no data-key, so no definitions are used.',
      'Give the public key as "covey keygen --public FILE" prints it.',
    );
  else if (keys.some((key) => !/^[\w-]{43}:[\w-]{43}$/.test(key)))
    report(
      'broken',
      'key-form',
      'data-key is not a list of kid:x, separated by spaces.',
      'Copy it as "covey keygen --public FILE" prints it.',
    );
}

/** Directives that Covey needs, and what for. */
const DIRECTIVES: { readonly [directive: string]: readonly [code: string, needs: string] } = {
  'script-src': ['csp-script', "the Worker's origin in script-src"],
  'script-src-elem': ['csp-script', "the Worker's origin in script-src"],
  'connect-src': ['csp-connect', "the Worker's origin in connect-src"],
  'require-trusted-types-for': ['csp-trusted-types', 'the policy "covey" in trusted-types'],
  'trusted-types': ['csp-trusted-types', 'the policy "covey" in trusted-types'],
};

function checkPolicy({ denied, granted, origin }: Seen, report: Report): void {
  const said = new Set<string>();
  for (const { directive, what, by, sample } of [
    ...denied.after.stopped,
    ...granted.after.stopped,
  ]) {
    const [code, needs] = DIRECTIVES[directive] ?? [];
    const isOurs =
      origin !== null &&
      (what.startsWith(origin) || by.startsWith(`${origin}/covey`) || /^covey\b/.test(sample));
    if (code === undefined || !isOurs || said.has(code)) continue;
    said.add(code);
    report(
      'broken',
      code,
      `The page's Content-Security-Policy stops Covey (${directive}${/^https?:/.test(what) ? `: ${what}` : ''}).`,
      `It needs ${needs}: ${origin}.`.replace(/ ("covey" in trusted-types): .*/, ' $1.'),
    );
  }
  if (denied.policy && said.size === 0)
    report('good', 'csp', "The page's Content-Security-Policy lets Covey work.");
}

function checkEdge(
  { denied }: Seen,
  edge: EdgeState,
  origin: string,
  now: number,
  report: Report,
): void {
  const [tag] = denied.before.tags;
  if (edge.files === null) {
    report(
      'broken',
      'edge-away',
      `${origin} does not answer as a Worker of Covey (/v1/files).`,
      'The tag takes the Worker from its own address: let the script come from the Worker itself.',
    );
    return;
  }
  const current = edge.files.find(({ path }) => path === '/covey.js')?.integrity;
  if (edge.script !== null && edge.script !== current) {
    const isEarlier = edge.earlier.some(({ integrity }) => integrity === edge.script);
    report(
      isEarlier ? 'doubtful' : 'broken',
      isEarlier ? 'script-earlier' : 'script-foreign',
      isEarlier
        ? 'The script is one of an earlier release.'
        : 'The script is of no release that the Worker knows.',
      'Take the newest name and integrity from /v1/files, or, where something in between keeps an old copy, clear that.',
    );
  } else if (edge.script !== null)
    report('good', 'script-current', 'The script is the one of the Worker’s release.');
  if (tag?.integrity && edge.script !== null && !tag.integrity.split(/\s+/).includes(edge.script))
    report(
      'broken',
      'integrity',
      'The integrity of the tag is not that of the file, so no browser runs it.',
      `It is ${edge.script}. Pin hashed files alone: /covey.js changes with each release.`,
    );
  if (edge.spoilt.length > 0)
    report(
      'broken',
      'files-spoilt',
      `Files that are loaded later do not come, or are altered: ${edge.spoilt.join(', ')}.`,
      'Deploy again. Where something in between changes scripts (minifies, injects), switch that off for /covey*.',
    );
  else
    report(
      'good',
      'files',
      `All ${edge.files.filter(({ path }) => /-[0-9a-f]{16}\.js$/.test(path)).length} hashed files are there, byte for byte.`,
    );
  checkDefinitions(edge, now, report);
  checkHost(denied.before, edge, report);
}

/** Whether the Worker takes reports of this page. */
function checkHost({ host, tags: [tag] }: Look, { definitions }: EdgeState, report: Report): void {
  const site = tag?.data['site'] ?? host;
  if (definitions.state !== 'signed' || isOwnHost(host, site)) return;
  if (definitions.hosts.some((one) => isOf(host, one))) return;
  report(
    'doubtful',
    'counts-host',
    `The page is on ${host}, and the definitions are for ${site}: reports of this page are refused.`,
    `Where its visitors count, too, list "${host}" under "counting.hosts".`,
  );
}

function checkDefinitions({ definitions }: EdgeState, now: number, report: Report): void {
  if (definitions.state === 'absent')
    return report(
      'broken',
      'definitions-absent',
      definitions.message,
      'Compare data-site with the site in your definitions, and publish: covey publish envelope.json.',
    );
  if (definitions.state === 'refused')
    return report('broken', 'definitions-refused', definitions.message, COMPARE_KEYS);
  const { version, issued, expires } = definitions;
  const { state } = expiryOf(expires, now, endingDays(issued, expires));
  const text = `Version ${version} is signed by a key of the tag, and the definitions ${expiryText(expires, now)}.`;
  if (state === 'good') return report('good', 'definitions', text);
  return report(
    state === 'ended' ? 'broken' : 'doubtful',
    `definitions-${state}`,
    text,
    'covey renew FILE, covey sign, covey publish.',
  );
}

function checkConsent({ denied: { before, after } }: Seen, report: Report): void {
  const adapters = Object.entries(after.diagnostics?.consentManagers ?? {});
  const named = before.managers.join(', ');
  const silent = adapters.filter(([, { status }]) => status === 'silent');
  if (silent.length > 0)
    report(
      'broken',
      'consent-silent',
      `The adapter waits for a consent manager that does not answer: ${silent.map(([name]) => name).join(', ')}.`,
      'Check that the manager loads on this page, and that the adapter is the one for it.',
    );
  else if (adapters.length > 0)
    report(
      'good',
      'consent-adapter',
      `The visitor's answer comes from ${adapters.map(([name]) => name).join(', ')}.`,
    );
  else if (before.managers.length > 0)
    report(
      'doubtful',
      'consent-unheard',
      `A consent manager is here (${named}), and no adapter of Covey listens to it.`,
      'Add its adapter, or that of the standard it speaks (docs/consent-managers.md), unless a script of yours calls covey.consent.set.',
    );
  else
    report(
      'note',
      'consent-own',
      'No consent manager that is known was found: covey.consent.set has to be called by a script of yours.',
    );
  if (before.consent?.personalisation || before.consent?.measurement)
    report(
      'broken',
      'consent-unasked',
      'A purpose is granted before anybody was asked.',
      'Call covey.consent.set when the visitor acts, and not before.',
    );
}

const kept = ({ local, databases }: Look): string[] => [
  ...Object.keys(local).map((name) => `localStorage ${name}`),
  ...databases.map((name) => `IndexedDB ${name}`),
];
/** Requests but for the script's own files. */
const requests = (asked: readonly string[]) =>
  asked.filter(
    (each) => !/\/covey[a-z0-9-]*(-[0-9a-f]{16})?\.js$/.test(each) && !each.startsWith('OPTIONS'),
  );

function checkDenied(
  { denied: { before, after, askedBefore, askedAfter } }: Seen,
  report: Report,
): void {
  const [early, sent] = [kept(before), [...requests(askedBefore), ...requests(askedAfter)]];
  const late = kept(after).filter(
    (each) => each !== `localStorage covey:${after.diagnostics?.site ?? ''}`,
  );
  if (early.length > 0)
    report(
      'broken',
      'stored-unasked',
      `Something is stored before anybody was asked: ${early.join(', ')}.`,
      'Look for a script that grants consent by itself.',
    );
  if (late.length > 0)
    report(
      'broken',
      'stored-denied',
      `After a refusal more than the answer is stored: ${late.join(', ')}.`,
      'Look for a script that grants consent again.',
    );
  if (sent.length > 0)
    report(
      'broken',
      'sent-denied',
      `Without consent the Worker was asked for: ${sent.join(', ')}.`,
      'Look for a script that grants consent by itself. (A page that informs instead of asking needs the definitions.)',
    );
  if (early.length + late.length + sent.length === 0)
    report(
      'good',
      'denied',
      'A visitor who refuses: nothing was stored or sent before, and after it the answer alone is stored.',
    );
}

function checkGranted({ granted: { before, after, askedAfter } }: Seen, report: Report): void {
  const { layer, attributes } = before;
  report(
    'note',
    'data-layer',
    layer.isThere
      ? `A data layer is here: ${layer.name}, with ${layer.entries} entries.`
      : `There is no data layer (${layer.name}).`,
  );
  report('note', 'markup', `Elements marked with data-covey-…: ${attributes}.`);
  const { diagnostics } = after;
  if (!diagnostics) return;
  if (diagnostics.status !== 'running')
    report(
      'broken',
      'not-running',
      `With both purposes granted the status is "${diagnostics.status}", not "running".`,
      'What is broken beside this says why.',
    );
  else
    report(
      'good',
      'running',
      `With both purposes granted Covey runs, on version ${diagnostics.definitions?.version ?? '?'}; storage: ${diagnostics.storage}.`,
    );
  for (const [code, times] of Object.entries(diagnostics.problems)) {
    if (code === 'second-copy') continue;
    const [level, mend] = MEND[code] ?? ['doubtful', undefined];
    report(
      level,
      `problem-${code}`,
      `Covey counts the problem "${code}"${times > 1 ? `, ${times} times` : ''}.`,
      `${mend ?? ''} docs/sdk.md has a line for each code.`.trim(),
    );
  }
  report(
    'note',
    'stored',
    `A visitor who grants both stores: ${kept(after).join(', ') || 'nothing'}.`,
  );
  report(
    'note',
    'sent',
    `The Worker was asked for: ${[...new Set(requests(askedAfter))].join(', ') || 'nothing'} (a count is held back here).`,
  );
}
