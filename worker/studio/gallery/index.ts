// The gallery: ready segments to start from, each tuned and put into the draft with all that it needs.
export { Page } from './page.tsx';
