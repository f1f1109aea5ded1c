// Personalise: the page follows the answers by its own markup. Only `hidden`, `data-covey` on the
// root and clones of the page's own templates are touched, and all of it is put back at the end.
export { createPersonaliser } from './personaliser.ts';
export type { Personaliser } from './personaliser.ts';
