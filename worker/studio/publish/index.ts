// From a draft to what pages take: the key, the check, what changes, signing and publishing; what was published before; and
// links that read counts. The private key stays in this tab, as one that cannot be taken out of the browser.
export { Page } from './page.tsx';
