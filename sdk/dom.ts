type Child = Node | string | null | false;

export type MakeElement = ReturnType<typeof elementsIn>;

/** Makes elements of a document by code alone: no markup is written anywhere. */
export const elementsIn = (document: () => Document) =>
  /** An element with attributes and children. A function is a listener for the event of its name. */
  function h<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: { readonly [name: string]: string | boolean | ((event: Event) => void) } = {},
    ...children: readonly (Child | readonly Child[])[]
  ): HTMLElementTagNameMap[K] {
    const element = document().createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === 'function') element.addEventListener(name, value);
      else if (value !== false) element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== false));
    return element;
  };
