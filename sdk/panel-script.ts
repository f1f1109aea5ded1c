import type { PanelSource } from './panel/source.ts';

interface PanelElement extends HTMLElement {
  open(source: PanelSource): void;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/**
 * Loads the panel's script when it is first opened: from one address, and only if its bytes have
 * this hash. Under Trusted Types the page allows the policy `covey`, which lets nothing else through.
 */
export function loadPanel(
  url: string,
  integrity: string,
): (source: PanelSource) => Promise<void> {
  let loading: Promise<void> | undefined;
  const load = () =>
    new Promise<void>((resolve, reject) => {
      const script = document.createElement('script');
      const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
      script.integrity = integrity;
      script.crossOrigin = 'anonymous';
      script.referrerPolicy = 'no-referrer';
      script.onload = () => resolve();
      script.onerror = () => reject(new Error(`${url} did not load, or is not the file expected`));
      script.src = trustedTypes
        ? trustedTypes.createPolicy('covey', { createScriptURL: () => url }).createScriptURL(url)
        : url;
      document.head.append(script);
    });
  return async (source) => {
    loading ??= load();
    await loading.catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    const element = document.createElement('covey-panel') as PanelElement;
    document.body.append(element);
    element.open(source);
  };
}
