// What runs in the page, as text: before all its scripts, and when it is asked. Results cross as JSON.

/** Notes what the policy stops, and which files fail. */
export const WATCH = `(() => {
  const seen = { stopped: [], failed: [] };
  Object.defineProperty(window, '__coveyDoctor', { value: seen });
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, sample, disposition }) => {
    if (disposition === 'enforce' && seen.stopped.length < 200) seen.stopped.push({ directive: effectiveDirective, what: String(blockedURI), by: String(sourceFile ?? ''), sample: String(sample ?? '') });
  });
})()`;

/** What stands in the page. */
export const LOOK = `(async () => {
  const safely = (look, otherwise) => { try { return look(); } catch { return otherwise; } };
  const tags = [...document.querySelectorAll('script')]
    .filter((script) => script.dataset.key !== undefined || /\\/covey(-[0-9a-f]{16})?\\.js($|[?#])/.test(script.src))
    .map((script) => ({ src: script.src, integrity: script.integrity, isAsync: script.async, inHead: script.parentElement?.tagName === 'HEAD', data: { ...script.dataset } }));
  const layer = tags[0]?.data.layer ?? 'dataLayer';
  const has = (name) => safely(() => window[name] !== undefined, false);
  const globals = { 'IAB TCF (__tcfapi)': '__tcfapi', 'IAB GPP (__gpp)': '__gpp', OneTrust: 'OneTrust', Cookiebot: 'Cookiebot', Usercentrics: 'UC_UI', Didomi: 'Didomi', Klaro: 'klaro', Orejime: 'orejime', tarteaucitron: 'tarteaucitron', 'vanilla-cookieconsent': 'CookieConsent', 'Osano (commercial)': 'Osano', 'Osano cookieconsent': 'cookieconsent', Silktide: 'silktideCookieBannerManager', iubenda: '_iub', CookieYes: 'getCkyConsent', Complianz: 'complianz', Sourcepoint: '_sp_', TrustArc: 'truste', Axeptio: '_axcb', consentmanager: 'cmp_id', c15t: 'c15tStore' };
  const list = safely(() => window[layer], undefined);
  const isConsentMode = Array.isArray(list) && list.some((entry) => safely(() => entry[0] === 'consent', false));
  const covey = safely(() => window.covey, undefined);
  const isHere = !!covey && typeof covey === 'object';
  return {
    title: document.title,
    host: location.hostname,
    tags,
    isHere,
    isStub: isHere && Array.isArray(covey.q),
    managers: [...Object.keys(globals).filter((name) => has(globals[name])), ...(isConsentMode ? ['Google Consent Mode'] : [])],
    layer: { name: layer, isThere: Array.isArray(list), entries: Array.isArray(list) ? list.length : 0 },
    attributes: document.querySelectorAll('[data-covey-show],[data-covey-hide],template[data-covey-if]').length,
    diagnostics: isHere ? safely(() => JSON.parse(JSON.stringify(covey.diagnostics())), null) : null,
    consent: isHere ? safely(() => JSON.parse(JSON.stringify(covey.consent.get())), null) : null,
    ...window.__coveyDoctor,
    local: safely(() => Object.fromEntries(Object.entries({ ...localStorage }).filter(([name]) => name.startsWith('covey'))), {}),
    databases: await Promise.resolve().then(() => indexedDB.databases()).then((all) => all.map(({ name }) => name).filter((name) => name?.startsWith('covey')), () => []),
  };
})()`;

/** Whether there is nothing to wait for any more. */
export const SETTLED = `window.covey && !Array.isArray(window.covey.q) && (({ status, consentManagers = {} }) => status !== 'starting' && Object.values(consentManagers).every((each) => each.status !== 'waiting'))(window.covey.diagnostics())`;

export interface Tag {
  readonly src: string;
  readonly integrity: string;
  readonly isAsync: boolean;
  readonly inHead: boolean;
  readonly data: { readonly [name: string]: string | undefined };
}

export interface Look {
  readonly title: string;
  readonly host: string;
  readonly tags: readonly Tag[];
  readonly isHere: boolean;
  /** The stub stands there alone. */
  readonly isStub: boolean;
  /** Consent managers that are there, by name. */
  readonly managers: readonly string[];
  readonly layer: { readonly name: string; readonly isThere: boolean; readonly entries: number };
  /** Marked elements. */
  readonly attributes: number;
  readonly diagnostics: {
    readonly site: string;
    readonly status: string;
    readonly storage: string;
    readonly definitions: {
      readonly version: number;
      readonly expires: number;
      readonly hash: string;
    } | null;
    readonly problems: { readonly [code: string]: number };
    readonly consentManagers?: { readonly [name: string]: { readonly status: string } };
  } | null;
  readonly consent: {
    readonly personalisation: boolean | null;
    readonly measurement: boolean | null;
    readonly signal: string | null;
  } | null;
  /** What the policy stopped. */
  readonly stopped: readonly {
    readonly directive: string;
    readonly what: string;
    readonly by: string;
    readonly sample: string;
  }[];
  /** Of this origin's local storage, and names of databases: those of Covey. */
  readonly local: { readonly [name: string]: string };
  readonly databases: readonly string[];
}
