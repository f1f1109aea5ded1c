/** The little that the shop needs of the DOM. Text goes in as text; no markup is ever parsed. */
type Attributes = { readonly [name: string]: string | number | boolean | undefined };

export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

export const one = <T extends Element = HTMLElement>(
  selector: string,
  root: ParentNode = document,
) => root.querySelector<T>(selector);
export const all = <T extends Element = HTMLElement>(
  selector: string,
  root: ParentNode = document,
) => [...root.querySelectorAll<T>(selector)];

/** Calls `handle` for clicks on anything that matches, also on what is added later. */
export function onClick(
  selector: string,
  handle: (target: HTMLElement, event: MouseEvent) => void,
) {
  document.addEventListener('click', (event) => {
    const target = (event.target as Element | null)?.closest<HTMLElement>(selector);
    if (target) handle(target, event);
  });
}

/** Calls `handle` when the form of that name is sent; it is never sent anywhere. */
export function onForm(
  name: string,
  handle: (form: HTMLFormElement, data: FormData, event: SubmitEvent) => void,
) {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset['form'] !== name) return;
    event.preventDefault();
    handle(form, new FormData(form, event.submitter), event);
  });
}

export const euros = (amount: number) =>
  `€${Number.isInteger(amount) ? amount : amount.toFixed(2)}`;

let toastTimer = 0;
/** One line that goes away by itself, read out to those who listen. */
export function toast(text: string, link?: { readonly name: string; readonly url: string }) {
  const place = one('.toast');
  if (!place) return;
  place.replaceChildren(
    el('span', {}, text),
    ...(link ? [el('a', { href: link.url }, link.name)] : []),
  );
  place.classList.add('toast--shown');
  clearTimeout(toastTimer);
  toastTimer = window.setTimeout(() => place.classList.remove('toast--shown'), 5000);
}

/** Marks a field as wrong, or as right again with an empty text. */
export function fieldError(input: HTMLInputElement | HTMLTextAreaElement, text: string) {
  input.toggleAttribute('aria-invalid', text !== '');
  if (text) input.setAttribute('aria-invalid', 'true');
  const place = document.getElementById(`${input.id}-error`);
  if (place) place.textContent = text;
}
