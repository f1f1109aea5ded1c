/** A file that takes longer is given up; the next time the page is turned to, it is asked for again. */
const TIMEOUT_MS = 30_000;

interface Policy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}

/** So many have failed. A page's module map keeps a failure for good: another try bears another fragment. */
let failed = 0;

/** Where a page demands Trusted Types, the address of a script comes from a policy: this one, named `covey`. */
let policy: Policy | undefined;

/**
 * Loads a module only if its bytes have this hash. Every browser checks the `integrity` of a script
 * (WebKit ignores that of `modulepreload`), and keeps it in the page's module map, where `import` finds it.
 */
export function loadModule<T>(file: string, integrity: string, nonce: string): Promise<T> {
  const url = failed ? `${file}#${failed}` : file;
  return new Promise((resolve, reject) => {
    const fail = () => {
      failed++;
      script.remove();
      reject(new Error(url));
    };
    const timer = setTimeout(fail, TIMEOUT_MS);
    const script = Object.assign(document.createElement('script'), {
      type: 'module',
      integrity,
      crossOrigin: 'anonymous',
      referrerPolicy: 'no-referrer',
      nonce,
      onload() {
        clearTimeout(timer);
        script.remove();
        resolve(import(url) as Promise<T>);
      },
      onerror: fail,
    });
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
    policy ??= trustedTypes?.createPolicy('covey', { createScriptURL: (address) => address });
    script.src = policy?.createScriptURL(url) ?? url;
    document.head.append(script);
  });
}
