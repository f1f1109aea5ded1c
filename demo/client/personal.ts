/** What the shop does with Covey's answers, beyond what the markup says by itself. */
import type { Catalog } from './catalog.ts';
import type { Covey } from './covey.ts';
import { all, el, one } from './dom.ts';

/** The first fitting hero takes the place of the default one, and gives it back afterwards. */
function swapHero(covey: Covey) {
  const slot = one('[data-hero-slot]');
  if (!slot) return;
  const options = Object.fromEntries(
    all<HTMLTemplateElement>('template[data-hero]').map((template) => [
      template.dataset['hero'] ?? '',
      template,
    ]),
  );
  const original = [...slot.childNodes];
  let shown: HTMLTemplateElement | undefined;
  const choose = () => {
    const chosen = covey.choose<HTMLTemplateElement | undefined>({
      ...options,
      default: undefined,
    });
    if (chosen === shown) return;
    shown = chosen;
    slot.replaceChildren(...(chosen ? [chosen.content.cloneNode(true)] : original));
    slot.dataset['heroNow'] = chosen?.dataset['hero'] ?? 'default';
  };
  choose();
  covey.on('change', choose);
}

/** Links to the last product, category or wish: metrics that hold an id. */
function fillLinks(covey: Covey, catalog: Catalog) {
  const metrics = covey.metrics();
  for (const link of all<HTMLAnchorElement>('a[data-fill]')) {
    const id = metrics[link.dataset['fill'] ?? ''];
    if (typeof id !== 'string') continue;
    const product = catalog.byId.get(id);
    const inCategory = catalog.products.find(({ category }) => category === id);
    if (product) {
      link.href = `/products/${product.slug}/`;
      link.textContent = product.name;
    } else if (inCategory) {
      link.href = `/shop/${inCategory.category}/`;
      link.textContent = inCategory.categoryName;
    }
  }
}

/** The journal puts what someone reads most first. */
function orderStories(covey: Covey) {
  const list = one('.stories--lead');
  if (!list) return;
  const stories = all('.story', list);
  const order = () => {
    const first = covey.has('growing-enthusiast') ? 'growing' : null;
    const sorted = first
      ? stories.toSorted(
          (a, b) => Number(b.dataset['topic'] === first) - Number(a.dataset['topic'] === first),
        )
      : stories;
    if (all('.story', list).some((story, index) => story !== sorted[index])) list.append(...sorted);
  };
  order();
  covey.on('change', order);
}

export async function personalise(ready: Promise<Covey | null>, catalog: Catalog) {
  const covey = await ready;
  if (!covey) {
    document.documentElement.dataset['coveyAway'] = '';
    return;
  }
  const fill = () => fillLinks(covey, catalog);
  // Clones of templates appear with the change itself; their links are filled right after it.
  covey.on('change', () => queueMicrotask(fill));
  swapHero(covey);
  orderStories(covey);
  await covey.ready;
  fill();
}

export async function openPanel(ready: Promise<Covey | null>) {
  const covey = await ready;
  if (covey) return covey.panel();
  const dialog = el(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'away-title' },
    el('h2', { id: 'away-title' }, 'Covey cannot be reached'),
    el('p', {}, 'Its script did not load, so nothing is remembered or sent on this page.'),
    el('form', { method: 'dialog' }, el('button', { class: 'button' }, 'Close')),
  );
  document.body.append(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.showModal();
}
