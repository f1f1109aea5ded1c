/** The pages, a line each: loaded when they are opened. A page is there once it works. */
import type { ComponentType } from 'preact';

export interface StudioPage {
  /** In the address: `#/watch`. */
  readonly id: string;
  /** In the navigation. */
  readonly name: string;
  /** Its room's door, which gives the page itself. */
  readonly load: () => Promise<{ readonly Page: ComponentType }>;
}

/** In the order of the navigation. */
export const PAGES: readonly StudioPage[] = [
  { id: 'gallery', name: 'Gallery', load: () => import('../gallery/index.ts') },
  { id: 'draft', name: 'Draft', load: () => import('../builder/index.ts') },
  { id: 'preview', name: 'Preview', load: () => import('../preview/index.ts') },
  { id: 'publish', name: 'Publish', load: () => import('../publish/index.ts') },
  { id: 'papers', name: 'Papers', load: () => import('../papers/index.ts') },
  { id: 'live', name: 'Live', load: () => import('../live/index.ts') },
  { id: 'watch', name: 'Watch', load: () => import('../watch/index.ts') },
];
