/** Account, answers about oneself, orders, and the small forms of other pages. */
import { orderParameters } from './buying.ts';
import type { Catalog } from './catalog.ts';
import { mayPersonalise } from './consent.ts';
import type { Covey } from './covey.ts';
import { all, el, euros, fieldError, one, onClick, onForm, toast } from './dom.ts';
import { ecommerce, event } from './events.ts';
import { onKept, read, write } from './keep.ts';

const NEEDS_CONSENT =
  'To keep an answer, this site needs your yes to remembering. You can give it at the foot of the page.';

/** The traits that Covey was told, as far as segments show them. */
const SHOWN: readonly (readonly [segment: string, name: string, value: string])[] = [
  ['new-gardener', 'gardener', 'new'],
  ['keen-gardener', 'gardener', 'keen'],
  ['long-table', 'household', 'more'],
  ['values-price', 'matters', 'price'],
  ['values-quality', 'matters', 'quality'],
  ['values-sustainability', 'matters', 'sustainability'],
  ['values-novelty', 'matters', 'novelty'],
];

function showOrders(catalog: Catalog) {
  const orders = read('hazel-orders', []);
  const none = one('[data-no-orders]');
  if (none) none.hidden = orders.length > 0;
  one('[data-orders]')?.replaceChildren(
    ...orders.map((order) => {
      const names = order.lines.flatMap(({ id, quantity }) => {
        const product = catalog.byId.get(id);
        return product ? [`${quantity} × ${product.name}`] : [];
      });
      return el(
        'li',
        {},
        el(
          'div',
          {},
          el('strong', {}, order.id),
          ` · ${new Date(order.time).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}`,
          el('br'),
          el('span', { class: 'small' }, names.join(', ')),
        ),
        el('span', { class: 'number' }, euros(order.total)),
        order.returned
          ? el('span', { class: 'small' }, 'Returned')
          : el(
              'button',
              { class: 'link small', type: 'button', 'data-return': order.id },
              'Return',
            ),
      );
    }),
  );
}

function showAccount() {
  const name = read('hazel-account', '');
  for (const part of all('[data-signed-in]')) part.hidden = name === '';
  for (const part of all('[data-signed-out]')) part.hidden = name !== '';
  const place = one('[data-account-name]');
  if (place) place.textContent = name;
}

export function accountPage(catalog: Catalog, ready: Promise<Covey | null>) {
  const show = () => {
    showAccount();
    showOrders(catalog);
  };
  show();
  onKept(show);

  onForm('account', (form, data, { submitter }) => {
    const input = form.elements.namedItem('first-name') as HTMLInputElement;
    const name = String(data.get('first-name') ?? '').trim();
    fieldError(input, name ? '' : 'Tell us a first name; any will do.');
    if (!name) return input.focus();
    const act = (submitter as HTMLButtonElement | null)?.value === 'login' ? 'login' : 'sign_up';
    write('hazel-account', name.slice(0, 40));
    event(act, { method: 'name' });
    toast(act === 'login' ? `Good to see you, ${name}.` : `Welcome, ${name}.`);
  });
  onClick('[data-action="sign-out"]', () => {
    write('hazel-account', '');
    void ready.then((covey) => covey?.erase());
    toast('You are signed out, and what Covey kept here is erased.');
  });
  onClick('[data-return]', (button) => {
    const orders = read('hazel-orders', []);
    const order = orders.find(({ id }) => id === button.dataset['return']);
    if (!order) return;
    write(
      'hazel-orders',
      orders.map((each) => (each === order ? { ...each, returned: true } : each)),
    );
    ecommerce('refund', orderParameters(catalog, order));
    toast('Send it back with the label in the box.');
  });

  void ready.then(async (covey) => {
    await covey?.ready;
    for (const [segment, name, value] of SHOWN) {
      const input = one<HTMLInputElement>(`input[name="${name}"][value="${value}"]`);
      if (input && covey?.has(segment)) input.checked = true;
    }
  });
  onForm('about', (form, data) => {
    const place = one('[data-about-note]', form);
    if (!mayPersonalise()) {
      if (place) place.textContent = NEEDS_CONSENT;
      return;
    }
    const answers = Object.fromEntries(
      ['gardener', 'household', 'matters'].map((name) => [name, data.get(name) || null]),
    );
    void ready.then((covey) => covey?.identify(answers));
    if (place) place.textContent = 'Kept on this device.';
  });
}

/** Forms that stand on several pages. */
export function startForms() {
  onForm('letter', (form, data) => {
    const place = one('.form-note', form);
    const input = form.elements.namedItem('email') as HTMLInputElement;
    const good = /^\S+@\S+\.\S+$/.test(String(data.get('email') ?? '').trim());
    input.setAttribute('aria-invalid', String(!good));
    if (place)
      place.textContent = good
        ? 'Thank you. In a real shop the next letter would find you.'
        : 'An email address looks like name@example.org.';
    if (!good) return input.focus();
    form.reset();
    event('generate_lead', { method: 'letter' });
  });
  onForm('ask', (form, data) => {
    const input = form.elements.namedItem('question') as HTMLTextAreaElement;
    const text = String(data.get('question') ?? '').trim();
    fieldError(input, text ? '' : 'Write your question first.');
    const place = one('.form-note', form);
    if (place)
      place.textContent = text ? 'Thank you. In a real shop you would hear from us today.' : '';
    if (!text) return input.focus();
    form.reset();
    event('generate_lead', { method: 'question' });
  });
}
