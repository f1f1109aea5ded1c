import type { DebugSource } from './source.ts';

/** In `sessionStorage` while the developer's tools are open: they are again on the next page of this tab. */
const OPEN = 'covey-devtools';

/**
 * Alt+Shift+C opens the developer's tools. `open` gives what closes them, and is told what to do once they are closed.
 */
export function watchShortcut(
  { options, ended }: Pick<DebugSource, 'options' | 'ended'>,
  open: (onClosed: () => void) => Promise<() => void>,
): void {
  const { window } = options.host;
  const { document } = window;
  let close: Promise<() => void> | null = null;
  const remember = (isOpen: boolean) => {
    try {
      if (isOpen) window.sessionStorage.setItem(OPEN, 'open');
      else window.sessionStorage.removeItem(OPEN);
    } catch {
      // Storage is blocked: it has to be opened again on each page.
    }
  };
  const toggle = () => {
    if (close) return void close.then((run) => run()).catch(() => {});
    remember(true);
    close = open(() => {
      close = null;
      // A page that ends Covey has not closed them.
      if (!ended.aborted) remember(false);
    });
    close.catch(() => {
      close = null;
      console.warn("covey: the developer's tools could not be loaded: see the network log.");
    });
  };
  document.addEventListener(
    'keydown',
    (event) => {
      if (!event.altKey || !event.shiftKey || event.code !== 'KeyC' || event.repeat) return;
      event.preventDefault();
      toggle();
    },
    { signal: ended },
  );
  try {
    if (window.sessionStorage.getItem(OPEN)) toggle();
  } catch {
    // As above.
  }
}
