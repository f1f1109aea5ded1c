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
  /** Content that comes later is not treated. */
  onUnwatched: (error: unknown) => void,
): Personaliser {
  const { document } = window;
  const root = document.documentElement;
  /** What `hidden` was before it was first touched. */
  const before = new WeakMap<HTMLElement, HTMLElement['hidden']>();
  const clones = new WeakMap<Element, ChildNode[]>();
  let current: ReadonlySet<string> | null = null;

  /** Null without the attribute; else whether the visitor is in one of its segments. */
  const meets = (element: Element, attribute: string): boolean | null => {
    const list = element.getAttribute(attribute);
    return list === null ? null : list.split(/\s+/).some((id) => current?.has(id));
  };
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
    if (!element.matches(`[${SHOW}],[${HIDE}]`)) return;
    const original = before.get(element) ?? element.hidden;
    before.set(element, original);
    const hidden = current
      ? meets(element, SHOW) === false || meets(element, HIDE) === true
      : original;
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
      onUnwatched(error);
    }
  };

  return {
    show(segments) {
      if (!segments && !current) return;
      if (segments && !current) watch();
      if (!segments) observer?.disconnect();
      current = segments && new Set(segments);
      if (segments) root.setAttribute('data-covey', segments.join(' '));
      else root.removeAttribute('data-covey');
      updateAll([root]);
    },
  };
}
