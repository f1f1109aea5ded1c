// The preview: what a segment of the draft would come to, in a log that never leaves the browser, or a generated one.
// A worker of its own reads and evaluates (`work/`, with the events in `log/`); it sends nothing, and neither does this.
export { Page } from './page.tsx';
