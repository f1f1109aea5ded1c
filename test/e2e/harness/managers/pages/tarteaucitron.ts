// The real script as it comes, which is no module and loads the rest of itself, with two services of the site's own.
// Its buttons are there half a second before they do anything: who clicks faster than people do is kept waiting.
const early = new CSSStyleSheet();
early.replaceSync('#tarteaucitronRoot { display: none !important }');
document.adoptedStyleSheets = [early];
window.addEventListener('tac.root_available', () => {
  setTimeout(() => (document.adoptedStyleSheets = []), 800);
});

const script = document.createElement('script');
script.src = 'tarteaucitron.js';
script.addEventListener('load', () => {
  const { tarteaucitron } = window;
  tarteaucitron.init({ orientation: 'bottom', privacyUrl: '#privacy' });
  tarteaucitron.job = tarteaucitron.job ?? [];
  for (const [key, name] of [
    ['personalisation', 'Remember and adapt'],
    ['measurement', 'Count visitors'],
  ]) {
    tarteaucitron.services[key] = {
      key,
      name,
      type: 'other',
      uri: '#',
      needConsent: true,
      cookies: [],
      js() {},
    };
    tarteaucitron.job.push(key);
  }
});
document.body.append(script);
