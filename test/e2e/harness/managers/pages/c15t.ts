// The real runtime, which has no looks of its own: a bar with two buttons.
import { getOrCreateConsentRuntime } from 'c15t';

const banner = document.createElement('div');
banner.innerHTML = '<button id="accept">Accept</button> <button id="refuse">Refuse</button>';
banner.hidden = true;
const open = document.createElement('button');
open.id = 'open';
open.textContent = 'Privacy';
document.body.append(banner, open);

const { consentStore } = getOrCreateConsentRuntime({
  mode: 'offline',
  consentCategories: ['necessary', 'experience', 'measurement'],
  overrides: { country: 'DE' },
});
const show = ({ activeUI }) => {
  banner.hidden = activeUI === 'none';
};
consentStore.subscribe(show);
show(consentStore.getState());
const act = (id, work) => document.querySelector(id).addEventListener('click', work);
act('#accept', () => consentStore.getState().saveConsents('all'));
act('#refuse', () => consentStore.getState().saveConsents('necessary'));
act('#open', () => consentStore.getState().setActiveUI('dialog'));
