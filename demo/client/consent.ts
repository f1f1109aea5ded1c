/** The consent banner: vanilla-cookieconsent in the shop's own words, and its answer given to Covey. */
import { acceptedCategory, type CookieConsentConfig, validConsent } from 'vanilla-cookieconsent';
import { TEXT_VERSION } from '../consent-text.ts';
import { agree } from './agree.ts';
import type { Covey } from './covey.ts';
import { all } from './dom.ts';

const RECORD = 'hazel-consent';

const words = {
  title: 'May this site remember?',
  description:
    'If you say yes, this site remembers on your own device what you look at, and changes what it shows you. If you say yes to counting too, it sends one answer every four weeks, sometimes wrong on purpose, so that we can estimate how large a group is. Counts given cannot be taken back. If you refuse, what remains is a note that says so. <a href="/remembers/">What this site remembers</a>',
  accept: 'Allow both',
  refuse: 'Refuse',
  choose: 'Choose',
  chooseTitle: 'Choose what this site may do',
  close: 'Close without changing anything',
  keep: 'Keep my choice',
  intro:
    'The shop works either way. You can change your mind at any time: the link stands at the foot of every page.',
  personalisation: 'Remember, and change the page',
  personalisationText:
    'Notes on your own device about what you looked at, put in the basket and bought. They decide there what you are shown, and are not sent. Withdraw, and they are deleted at once.',
  measurement: 'Count',
  measurementText:
    'One answer to one question every four weeks. At least one in nine is wrong on purpose, so that no single answer can be relied on. Counts given cannot be taken back.',
} as const;

const browserObjects =
  (navigator as Navigator & { globalPrivacyControl?: boolean }).globalPrivacyControl === true;

const config: CookieConsentConfig = {
  revision: TEXT_VERSION,
  // Global Privacy Control has answered already; the visitor may still say yes, from the footer.
  autoShow: !browserObjects,
  autoClearCookies: false,
  manageScriptTags: false,
  hideFromBots: false,
  // Not a cookie, which would travel with every request.
  cookie: { name: RECORD, useLocalStorage: true, expiresAfterDays: 182 },
  guiOptions: {
    consentModal: { layout: 'box wide', position: 'bottom left', equalWeightButtons: true },
    preferencesModal: { layout: 'box', equalWeightButtons: true },
  },
  categories: { personalisation: {}, measurement: {} },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title: words.title,
          description: words.description,
          acceptAllBtn: words.accept,
          acceptNecessaryBtn: words.refuse,
          showPreferencesBtn: words.choose,
        },
        preferencesModal: {
          title: words.chooseTitle,
          acceptAllBtn: words.accept,
          acceptNecessaryBtn: words.refuse,
          savePreferencesBtn: words.keep,
          closeIconLabel: words.close,
          sections: [
            { description: words.intro },
            // The texts stand beside the switches, not inside: there they would be folded away.
            { title: words.personalisation, linkedCategory: 'personalisation' },
            { description: words.personalisationText },
            { title: words.measurement, linkedCategory: 'measurement' },
            { description: words.measurementText },
          ],
        },
      },
    },
  },
};

const icon = (path: string, width: number) =>
  `<svg viewBox="0 0 24 24" stroke-width="${width}"><path d="${path}"/></svg>`;
const cross = 'M 19.5 4.5 L 4.5 19.5 M 4.5 4.501 L 19.5 19.5';

/**
 * The banner writes its texts and four icons as markup, which `require-trusted-types-for 'script'`
 * forbids. This policy lets through exactly those strings, and nothing that was put together.
 */
function allowBannerMarkup() {
  const known = new Set<string>([
    ...Object.values(words),
    icon(cross, 1.5),
    icon(cross, 3),
    icon('M 3.572 13.406 L 8.281 18.115 L 20.428 5.885', 3),
    icon('M 21.999 6.94 L 11.639 17.18 L 2.001 6.82 ', 3.5),
  ]);
  const factory = (
    window as Window & {
      trustedTypes?: {
        createPolicy(name: string, rules: { createHTML(markup: string): string }): unknown;
      };
    }
  ).trustedTypes;
  factory?.createPolicy('default', {
    createHTML(markup) {
      if (!known.has(markup)) throw new TypeError('Only the consent banner may write markup here.');
      return markup;
    },
  });
}

/** The banner numbers each answer at random. Nothing here needs that number, so it is not kept. */
function forgetNumber() {
  try {
    const record = JSON.parse(localStorage.getItem(RECORD) ?? 'null') as Record<
      string,
      unknown
    > | null;
    if (record && record['consentId'] !== 'none')
      localStorage.setItem(RECORD, JSON.stringify({ ...record, consentId: 'none' }));
  } catch {
    // Without storage there is nothing to forget.
  }
}

let covey: Covey | null = null;

/** What may be done: Covey's word, where it is there; it knows of the browser's signal, too. */
const allowed = (purpose: 'personalisation' | 'measurement') =>
  validConsent() &&
  acceptedCategory(purpose) &&
  (covey ? covey.consent.get()[purpose] === true : !browserObjects);

function tellPage() {
  for (const place of all('[data-consent]')) {
    const purpose = place.dataset['consent'] === 'measurement' ? 'measurement' : 'personalisation';
    place.textContent =
      !validConsent() && !browserObjects
        ? 'Not answered: counts as no'
        : allowed(purpose)
          ? 'Allowed'
          : 'Refused';
  }
}

export async function askConsent(loading: Promise<Covey | null>): Promise<void> {
  void loading.then((found) => (covey = found));
  allowBannerMarkup();
  await agree(config, loading, () => {
    forgetNumber();
    tellPage();
  });
}

export const mayPersonalise = () => allowed('personalisation');
