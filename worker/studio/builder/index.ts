// The builder: the draft in words, as fields and as JSON, always in step.
export { Page } from './page.tsx';
