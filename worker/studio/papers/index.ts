// The papers: who is responsible, written into the draft, and each paper of what the draft does, to read and to take away.
export { Page } from './page.tsx';
