// What is counted: shares with their intervals, for whoever has a token.
export { Page } from './page.tsx';
