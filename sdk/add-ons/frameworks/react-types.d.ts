// As much of React's types as is used here: they come in a package of their own, which a site has or has not.
declare module 'react' {
  export interface ReactElement {
    readonly type: unknown;
    readonly props: unknown;
    readonly key: string | null;
  }
  export type ReactNode =
    ReactElement | string | number | bigint | boolean | null | undefined | Iterable<ReactNode>;
  interface Context<T> {
    readonly Provider: { readonly of: T };
  }
  export const Fragment: unknown;
  export function createContext<T>(value: T): Context<T>;
  export function createElement(
    type: unknown,
    props: object | null,
    ...children: readonly ReactNode[]
  ): ReactElement;
  export function useContext<T>(context: Context<T>): T;
  export function useEffect(effect: () => () => void, reads: readonly unknown[]): void;
  export function useState<T>(first: T): [T, (next: T) => void];
  export function useSyncExternalStore<T>(
    subscribe: (listener: () => void) => () => void,
    read: () => T,
    readOnServer: () => T,
  ): T;
}
