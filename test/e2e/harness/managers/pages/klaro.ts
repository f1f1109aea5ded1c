// The real notice, and a link to its dialog: once answered, that has switches, and "Save".
import * as klaro from 'klaro/dist/klaro-no-css.js';

const open = document.createElement('button');
open.id = 'open';
open.textContent = 'Privacy';
open.addEventListener('click', () => klaro.show());
document.body.append(open);

Object.assign(window, { klaro });
klaro.setup({
  privacyPolicy: '#privacy',
  acceptAll: true,
  lang: 'en',
  groupByPurpose: false,
  services: [
    { name: 'personalisation', title: 'Remember and adapt', purposes: ['functional'] },
    { name: 'measurement', title: 'Count visitors', purposes: ['analytics'] },
  ],
});
