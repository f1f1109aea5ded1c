// The real banner, and a link to its dialog.
import 'orejime/dist/orejime-standard-en.js';

const open = document.createElement('button');
open.id = 'open';
open.textContent = 'Privacy';
document.body.append(open);

const start = () => {
  const orejime = window.loadOrejime({
    privacyPolicyUrl: '#privacy',
    purposes: [
      { id: 'personalisation', title: 'Remember and adapt', cookies: [] },
      { id: 'measurement', title: 'Count visitors', cookies: [] },
    ],
  });
  Object.assign(window, { orejime });
  open.addEventListener('click', () => orejime.prompt());
};
if (window.loadOrejime) start();
else document.addEventListener('DOMContentLoaded', start);
