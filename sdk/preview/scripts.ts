/** Takes scripts out of the page's own templates, in whatever depth. */
function disarm(within: ParentNode): void {
  for (const template of within.querySelectorAll('template')) {
    for (const script of template.content.querySelectorAll('script')) script.remove();
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
