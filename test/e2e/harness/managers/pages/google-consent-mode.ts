// A banner of our own that speaks Consent Mode as Google documents it. There is no library: gtag is these lines.
const page = window as { dataLayer?: unknown[] };
page.dataLayer = page.dataLayer ?? [];
export function gtag(..._call: unknown[]): void {
  page.dataLayer?.push(arguments);
}
const types = [
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'personalization_storage',
];
const all = (value: string) => Object.fromEntries(types.map((type) => [type, value]));
gtag('consent', 'default', { ...all('denied'), wait_for_update: 500 });
gtag('consent', 'default', { ...all('granted'), region: ['US'] });

const [, stored = ''] = /(?:^|; )mode=([^;]*)/.exec(document.cookie) ?? [];
const banner = document.createElement('div');
banner.innerHTML = '<button id="accept">Accept</button> <button id="refuse">Refuse</button>';
banner.hidden = stored !== '';
const open = document.createElement('button');
open.id = 'open';
open.textContent = 'Privacy';
document.body.append(banner, open);

const answer = (value: string) => {
  document.cookie = `mode=${value}; path=/`;
  banner.hidden = true;
  gtag('consent', 'update', all(value));
};
document.querySelector('#accept')?.addEventListener('click', () => answer('granted'));
document.querySelector('#refuse')?.addEventListener('click', () => answer('denied'));
open.addEventListener('click', () => {
  banner.hidden = false;
});
if (stored) gtag('consent', 'update', all(stored));
Object.assign(window, { gtag });
