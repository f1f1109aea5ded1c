import type { DebugSource } from './source.ts';

const MARKUP = ['data-covey-show', 'data-covey-hide', 'data-covey-if'];
const SURVEY = 'data-covey-survey';
const ATTRIBUTES = [...MARKUP, SURVEY];
const SELECTOR = ATTRIBUTES.map((name) => `[${name}]`).join();

/** Hands over the ids in the page's markup, and in what comes or changes later; points out templates that are empty. */
export function watchMarkup(
  { options, problems, ended }: DebugSource,
  check: (ids: readonly string[]) => void,
  checkSurvey: (id: string) => void,
): void {
  const { window } = options.host;
  const look = (element: Element) => {
    const survey = element.getAttribute(SURVEY);
    if (survey) checkSurvey(survey);
    for (const name of MARKUP)
      check((element.getAttribute(name) ?? '').split(/\s+/).filter(Boolean));
    const condition = element.getAttribute('data-covey-if');
    // The parser puts children into the content; a script that appends them does not.
    if (
      condition !== null &&
      element instanceof window.HTMLTemplateElement &&
      element.hasChildNodes() &&
      !element.content.hasChildNodes()
    )
      problems.add('markup-template', condition);
  };
  const lookInside = (node: Node) => {
    if (!(node instanceof window.Element)) return;
    look(node);
    node.querySelectorAll(SELECTOR).forEach(look);
  };
  try {
    lookInside(window.document.documentElement);
    const observer = new window.MutationObserver((records) => {
      for (const { type, target, addedNodes } of records)
        if (type === 'attributes') look(target as Element);
        else addedNodes.forEach(lookInside);
    });
    observer.observe(window.document, {
      subtree: true,
      childList: true,
      attributeFilter: ATTRIBUTES,
    });
    ended.addEventListener('abort', () => observer.disconnect());
  } catch {
    // What the page has replaced is told where markup is followed.
  }
}
