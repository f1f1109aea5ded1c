// A consent manager of our own around the IAB's real library: a banner with two buttons, and a cookie.
import { CmpApi } from '@iabtcf/cmpapi';
import { GVL, TCModel, TCString } from '@iabtcf/core';

const purposes = Object.fromEntries(
  Array.from({ length: 11 }, (_, at) => [
    at + 1,
    { id: at + 1, name: '', description: '', illustrations: [] },
  ]),
);
const vendors = {
  gvlSpecificationVersion: 3,
  vendorListVersion: 1,
  tcfPolicyVersion: 5,
  lastUpdated: '2026-11-01T00:00:00Z',
  purposes,
  specialPurposes: {},
  features: {},
  specialFeatures: {},
  vendors: {},
  stacks: {},
  dataCategories: {},
};

const cmp = new CmpApi(141, 1, true);
const [, stored = ''] = /(?:^|; )euconsent-v2=([^;]*)/.exec(document.cookie) ?? [];

const banner = document.createElement('div');
banner.hidden = true;
banner.innerHTML = '<button id="accept">Accept</button> <button id="refuse">Refuse</button>';
const open = document.createElement('button');
open.id = 'open';
open.textContent = 'Privacy';
document.body.append(banner, open);

let current = stored;
const ask = () => {
  banner.hidden = false;
  cmp.update(current, true);
};
const answer = (ids: readonly number[]) => {
  const model = new TCModel(new GVL(vendors as never));
  model.cmpId = 141;
  model.cmpVersion = 1;
  model.isServiceSpecific = true;
  model.purposeConsents.set([...ids]);
  model.publisherConsents.set([...ids]);
  current = TCString.encode(model);
  document.cookie = `euconsent-v2=${current}; path=/`;
  banner.hidden = true;
  cmp.update(current, false);
};
document.querySelector('#accept')?.addEventListener('click', () => answer([1, 5, 6, 7, 8, 9]));
document.querySelector('#refuse')?.addEventListener('click', () => answer([]));
open.addEventListener('click', ask);
if (stored) cmp.update(stored, false);
else ask();
Object.assign(window, { cmp, answerWithoutVisitor: answer });
