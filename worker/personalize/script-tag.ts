/** The tag of Covey's script, for pages whose HTML does not have it. */
export interface ScriptTag {
  /** Address of the script: `https://edge.example/covey.js`. */
  readonly src: string;
  /** Its attributes beside, such as `data-site` and `data-key`; true stands without a value. */
  readonly attributes?: { readonly [name: string]: string | true };
}

const NAME = /^[a-z][a-z-]*$/;

const escaped = (text: string): string =>
  text.replaceAll(
    // In ASCII, whatever the encoding of the page.
    /[&"<>]|[^ -~]/gu,
    (one) => `&#${one.codePointAt(0)};`,
  );

export function htmlOf({ src, attributes = {} }: ScriptTag): string {
  const all = Object.entries({ async: true as const, src, ...attributes }).filter(([name]) =>
    NAME.test(name),
  );
  const written = all.map(([name, value]) =>
    value === true ? name : `${name}="${escaped(value)}"`,
  );
  return `<script ${written.join(' ')}></script>`;
}

/**
 * Marks the place of the tag: in the head, behind what says how the page is to be read, before the first element that
 * belongs there, or before the body. Tags that authors may leave out (html, head, body) are not needed for it.
 */
export function findPlace(rewriter: HTMLRewriter, mark: string): HTMLRewriter {
  let isFound = false;
  return rewriter.on('title, link, style, script, template, body, frameset', {
    element(element) {
      if (!isFound) element.before(mark, { html: true });
      isFound = true;
    },
  });
}
