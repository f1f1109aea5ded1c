// As much of React's types as the tests use.
declare module 'react' {
  export const StrictMode: unknown;
  export const Suspense: unknown;
  export function act(work: () => unknown): Promise<void>;
}
declare module 'react-dom/client' {
  import type { ReactNode } from 'react';
  export interface Root {
    render(node: ReactNode): void;
    unmount(): void;
  }
  export function createRoot(container: Element): Root;
  export function hydrateRoot(
    container: Element | Document,
    node: ReactNode,
    options?: { onRecoverableError?(error: unknown): void },
  ): Root;
}
declare module 'react-dom/server' {
  import type { ReactNode } from 'react';
  export function renderToString(node: ReactNode): string;
}
