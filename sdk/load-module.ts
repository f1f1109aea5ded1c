/**
 * Loads a module only if its bytes have this hash. `modulepreload` checks the hash and puts the module
 * into the page's module map, where `import` finds it: neither fetches again, nor needs a Trusted Types policy.
 */
export function loadModule<T>(url: string, integrity: string, nonce: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    if (!link.relList.supports('modulepreload')) throw new Error('no modulepreload');
    link.rel = 'modulepreload';
    link.integrity = integrity;
    link.crossOrigin = 'anonymous';
    link.referrerPolicy = 'no-referrer';
    link.nonce = nonce;
    link.addEventListener('load', () => resolve(import(url) as Promise<T>));
    link.addEventListener('error', () => {
      link.remove();
      reject(new Error(`${url} did not load, or is not the file expected`));
    });
    link.href = url;
    document.head.append(link);
  });
}
