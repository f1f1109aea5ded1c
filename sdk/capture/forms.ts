import type { CaptureContext } from './capture.ts';

const about = (form: HTMLFormElement) => ({
  form_id: form.getAttribute('id'),
  form_name: form.getAttribute('name'),
  form_destination: form.getAttribute('action'),
});

/** `form_start` and `form_submit`: which form, never what was written into it. */
export function captureForms({ window, listen, emit }: CaptureContext): void {
  const started = new WeakSet<HTMLFormElement>();
  listen(window.document, 'change', ({ target }) => {
    const form = target instanceof window.Element ? target.closest('form') : null;
    if (!form || started.has(form)) return;
    started.add(form);
    emit('form_start', about(form));
  });
  listen(window.document, 'submit', ({ target }) => {
    if (target instanceof window.HTMLFormElement) emit('form_submit', about(target));
  });
}
