// A consent manager of our own around the IAB's real library: a notice with a link to object, and a cookie.
import { CmpApi } from '@iabgpp/cmpapi';

const cmp = new CmpApi(141, 1);
cmp.setApplicableSections([7]);
cmp.setSupportedAPIs(['7:usnat']);
cmp.setCmpStatus('loaded' as never);
const [, stored = ''] = /(?:^|; )gpp=([^;]*)/.exec(document.cookie) ?? [];

const banner = document.createElement('div');
banner.hidden = true;
banner.innerHTML =
  '<button id="accept">Go on</button> <button id="refuse">Do not sell or share</button>';
const open = document.createElement('button');
open.id = 'open';
open.textContent = 'Your choices';
document.body.append(banner, open);

const ask = () => {
  banner.hidden = false;
  cmp.setSignalStatus('not ready' as never);
  cmp.setCmpDisplayStatus('visible' as never);
};
const set = (value: 1 | 2) => {
  for (const field of ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut'])
    cmp.setFieldValue('usnat', field, value);
  document.cookie = `gpp=${value}; path=/`;
};
const answer = (value: 1 | 2) => {
  set(value);
  banner.hidden = true;
  cmp.fireSectionChange('usnat');
  cmp.setCmpDisplayStatus('hidden' as never);
  cmp.setSignalStatus('ready' as never);
};
document.querySelector('#accept')?.addEventListener('click', () => answer(2));
document.querySelector('#refuse')?.addEventListener('click', () => answer(1));
open.addEventListener('click', ask);
if (stored) {
  set(Number(stored) as 1 | 2);
  cmp.setSignalStatus('ready' as never);
} else ask();
Object.assign(window, { cmp, setWithoutEvent: set });
