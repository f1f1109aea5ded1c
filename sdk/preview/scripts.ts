/** Browsers drop blanks and control characters from an address before they look at its scheme. */
const isCode = (value: string) =>
  /^javascript:/i.test(Array.from(value, (each) => (each > ' ' ? each : '')).join(''));

/** Takes out what would run of itself, or when it is clicked. */
function disarmElement(element: Element): void {
  if (element.localName === 'script') return element.remove();
  for (const { name, value } of Array.from(element.attributes))
    if (/^on|^srcdoc$/i.test(name) || isCode(value)) element.removeAttribute(name);
}

/** Takes scripts out of the page's own templates, in whatever depth. */
function disarm(within: ParentNode): void {
  for (const template of within.querySelectorAll('template')) {
    for (const element of template.content.querySelectorAll('*')) disarmElement(element);
    disarm(template.content);
  }
}

/**
 * A link may come from anybody: what a template shows in a preview runs nothing, also of templates that come later.
 * To be called before those who clone them watch: watchers hear of a change in the order in which they began.
 */
export function disarmTemplates(
  { document, MutationObserver }: Window & typeof globalThis,
  onChange: () => void,
): void {
  disarm(document);
  new MutationObserver(() => {
    disarm(document);
    onChange();
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-covey-if'] });
}
