/** The shop's script: finds out which page this is and brings it to life. */
import { quantityOf } from './basket.ts';
import { cartPage, checkoutPage, thanksPage } from './buying.ts';
import { loadCatalog } from './catalog.ts';
import { askConsent } from './consent.ts';
import { covey } from './covey.ts';
import { startChooser, startTour } from './dialogs.ts';
import { one, onClick, onForm, toast } from './dom.ts';
import { ecommerce, event, item, money } from './events.ts';
import { addToBasket, searchPage, startLists, wishlistPage } from './lists.ts';
import { openPanel, personalise } from './personal.ts';
import { startReading } from './reading.ts';
import { accountPage, startForms } from './you.ts';

const { page, item: itemId } = document.body.dataset;

// The banner must not wait for anything else.
void askConsent(covey);
startForms();
onClick('[data-action="panel"]', () => void openPanel(covey));
onClick('[data-action="tour"]', startTour);
onClick('[data-action="no-tour"]', () => event('tutorial_complete', { closed: true }));

const catalog = await loadCatalog();
startLists(catalog);
onClick('[data-action="chooser"]', () => startChooser(catalog));

if (page === 'cart') cartPage(catalog, covey);
if (page === 'checkout') checkoutPage(catalog, covey);
if (page === 'thanks') thanksPage(catalog);
if (page === 'wishlist') wishlistPage(catalog);
if (page === 'search') searchPage(catalog);
if (page === 'account') accountPage(catalog, covey);
if (page === 'article') startReading();

const product = catalog.byId.get(itemId ?? '');
if (page === 'product' && product) {
  const items = [item(product)];
  ecommerce('view_item', { ...money(items), items });
  onForm('buy', (_form, data) => {
    const room = 20 - quantityOf(product.id);
    const wanted = Math.trunc(Number(data.get('quantity')));
    if (!(wanted >= 1)) return toast('Choose at least one.');
    if (room <= 0) return toast('Twenty is the most that fits in a basket.');
    addToBasket(product, Math.min(wanted, room));
  });
  onClick('[data-step]', (button) => {
    const field = one<HTMLInputElement>('#quantity');
    if (field)
      field.value = String(
        Math.max(1, Math.min(20, Number(field.value) + Number(button.dataset['step']))),
      );
  });
  onClick('[data-action="share"]', () => {
    const told = (method: string) =>
      event('share', { method, content_type: 'product', item_id: product.id });
    if (navigator.share)
      return void navigator
        .share({ title: product.name, url: location.href })
        .then(() => told('device'))
        // Closed without sharing: nothing was shared.
        .catch(() => {});
    return void navigator.clipboard.writeText(location.href).then(
      () => {
        told('link');
        toast('The link is copied.');
      },
      () => toast('Your browser did not allow copying. The link is in the address bar.'),
    );
  });
}

void personalise(covey, catalog);
