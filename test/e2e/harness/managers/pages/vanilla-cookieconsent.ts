// The real banner, and a link to its preferences. Browsers that are driven count as bots: it would hide from them.
import * as CookieConsent from 'vanilla-cookieconsent';

// Of its looks, what is needed to click: one dialog at a time, in sight.
const looks = new CSSStyleSheet();
looks.replaceSync(`#cc-main { position: fixed; top: 3em }
#cc-main svg { width: 1em }
html:not(.show--consent) .cm-wrapper, html:not(.show--preferences) .pm-wrapper { display: none }`);
document.adoptedStyleSheets = [looks];

const open = document.createElement('button');
open.id = 'open';
open.textContent = 'Privacy';
open.addEventListener('click', () => CookieConsent.showPreferences());
document.body.append(open);

Object.assign(window, { CookieConsent });
void CookieConsent.run({
  hideFromBots: false,
  categories: { necessary: { readOnly: true }, personalisation: {}, measurement: {} },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title: 'May this site remember?',
          acceptAllBtn: 'Allow',
          acceptNecessaryBtn: 'Refuse',
        },
        preferencesModal: {
          title: 'Choose',
          acceptAllBtn: 'Allow',
          acceptNecessaryBtn: 'Refuse',
          savePreferencesBtn: 'Save',
          sections: [
            { title: 'Remember and adapt', linkedCategory: 'personalisation' },
            { title: 'Count visitors', linkedCategory: 'measurement' },
          ],
        },
      },
    },
  },
});
