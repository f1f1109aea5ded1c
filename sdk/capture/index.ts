// Capture: what the page does by itself becomes events by the names the web already uses, and facts
// about page, device and where the visit came from. Every listener is wrapped, and leaves at the end.
export { startCapture } from './capture.ts';
export type { Capture, CaptureOptions } from './capture.ts';
export { pageFacts, pageProps, textOf } from './page-facts.ts';
export type { Arrival, Source } from './source.ts';
