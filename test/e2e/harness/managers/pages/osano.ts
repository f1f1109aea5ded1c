// The real banner, with yes, no, and the tab that opens it again.
import 'cookieconsent';

window.cookieconsent.initialise({
  type: 'opt-in',
  revokable: true,
  animateRevokable: false,
  content: { href: '#privacy', target: '_self' },
});
