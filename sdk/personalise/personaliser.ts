import type { Problems } from '../problems.ts';

const SHOW = 'data-covey-show';
const HIDE = 'data-covey-hide';
const IF = 'data-covey-if';
const SELECTOR = `[${SHOW}],[${HIDE}],template[${IF}]`;

export interface Personaliser {
  /** Segments the visitor is in; null gives the page back as its author wrote it. */
  show(segments: readonly string[] | null): void;
}

export function createPersonaliser(
  window: Window & typeof globalThis,
  problems: Problems,
): Personaliser {
  const { document } = window;
  const root = document.documentElement;
  /** What `hidden` was before it was first touched. */
  const before = new WeakMap<HTMLElement, HTMLElement['hidden']>();
  const clones = new WeakMap<Element, ChildNode[]>();
  let current: readonly string[] | null = null;

  /** Undefined without the attribute; else whether the visitor is in one of its segments. */
  const meets = (element: Element, attribute: string): boolean | undefined =>
    element
      .getAttribute(attribute)
      ?.split(/\s+/)
      .some((id) => current?.includes(id));
  const update = (element: HTMLElement): void => {
    const clone = clones.get(element);
    if (!meets(element, IF)) {
      clones.delete(element);
      clone?.forEach((node) => node.remove());
    } else if (!clone && element instanceof window.HTMLTemplateElement) {
      const nodes = [...element.content.cloneNode(true).childNodes];
      clones.set(element, nodes);
      element.after(...nodes);
      updateAll(nodes);
    }
    const shows = meets(element, SHOW);
    const hides = meets(element, HIDE);
    if ((shows ?? hides) === undefined) return;
    const original = before.get(element) ?? element.hidden;
    before.set(element, original);
    const hidden = current ? shows === false || hides === true : original;
    if (element.hidden !== hidden) element.hidden = hidden;
  };
  const updateAll = (nodes: Iterable<Node>): void => {
    for (const node of nodes) {
      if (!(node instanceof window.Element)) continue;
      if (node.matches(SELECTOR)) update(node as HTMLElement);
      for (const inner of node.querySelectorAll<HTMLElement>(SELECTOR)) update(inner);
    }
  };
  let observer: MutationObserver | undefined;

  return {
    show(segments) {
      try {
        if (!segments) observer?.disconnect();
        else if (!current) {
          observer = new window.MutationObserver((records) => {
            for (const { attributeName, target, addedNodes } of records)
              updateAll(attributeName ? [target] : addedNodes);
          });
          observer.observe(document, {
            subtree: true,
            childList: true,
            attributeFilter: [SHOW, HIDE, IF],
          });
        }
      } catch (error) {
        // Content that comes later is not treated.
        problems.add('markup-unwatched', error);
      }
      current = segments;
      if (segments) root.setAttribute('data-covey', segments.join(' '));
      else root.removeAttribute('data-covey');
      updateAll([root]);
    },
  };
}
