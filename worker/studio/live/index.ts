// What is live: the definitions that the Worker hands out, as any visitor could read them.
export { Page } from './page.tsx';
