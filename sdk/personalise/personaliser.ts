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
    if (element instanceof window.HTMLTemplateElement && element.hasAttribute(IF)) {
      const shown = clones.get(element);
      const wanted = meets(element, IF);
      if (wanted && !shown) {
        const nodes = [...element.content.cloneNode(true).childNodes];
        clones.set(element, nodes);
        element.after(...nodes);
        updateAll(nodes);
      } else if (!wanted && shown) {
        clones.delete(element);
        for (const node of shown) node.remove();
      }
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
  const watch = () => {
    try {
      observer ??= new window.MutationObserver((records) => {
        for (const { type, target, addedNodes } of records)
          updateAll(type === 'attributes' ? [target] : addedNodes);
      });
      observer.observe(document, {
        subtree: true,
        childList: true,
        attributeFilter: [SHOW, HIDE, IF],
      });
    } catch (error) {
      // Content that comes later is not treated.
      problems.add('markup-unwatched', error);
    }
  };

  return {
    show(segments) {
      if (segments && !current) watch();
      if (!segments) observer?.disconnect();
      current = segments;
      if (segments) root.setAttribute('data-covey', segments.join(' '));
      else root.removeAttribute('data-covey');
      updateAll([root]);
    },
  };
}
