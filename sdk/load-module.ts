import type { PartFile } from './parts/index.ts';

/** A file that takes longer is given up; the next time the page is turned to, it is asked for again. */
const TIMEOUT_MS = 30_000;

interface Policy {
  createScriptURL(url: string): string;
}
declare global {
  // eslint-disable-next-line no-var
  var trustedTypes: { createPolicy(name: string, rules: Policy): Policy } | undefined;
}

/** So many have failed. A page's module map keeps a failure for good: another try bears another fragment. */
let failed = 0;

/** Where a page demands Trusted Types, the address of a script comes from a policy: this one, named `covey`. */
let policy: Policy | undefined;

/**
 * Loads a module only if its bytes have this hash. Every browser checks the `integrity` of a script
 * (WebKit ignores that of `modulepreload`), and keeps it in the page's module map, where `import` finds it.
 */
export const moduleLoader =
  (edge: string, nonce: string) =>
  <T>([file, integrity]: PartFile): Promise<T> =>
    new Promise((resolve, reject) => {
      const url = `${edge}/${file}${failed ? `#${failed}` : ''}`;
      const fail = () => {
        failed++;
        script.remove();
        reject(Error(url));
      };
      const timer = setTimeout(fail, TIMEOUT_MS);
      const script = Object.assign(document.createElement('script'), {
        type: 'module',
        integrity,
        crossOrigin: '',
        referrerPolicy: 'no-referrer',
        nonce,
        onload() {
          clearTimeout(timer);
          script.remove();
          resolve(import(url) as Promise<T>);
        },
        onerror: fail,
      });
      policy ??= globalThis.trustedTypes?.createPolicy('covey', {
        createScriptURL: (address) => address,
      });
      script.src = policy?.createScriptURL(url) ?? url;
      document.head.append(script);
    });
