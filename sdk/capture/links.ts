import type { CaptureContext } from './capture.ts';

/** File types that Google Analytics 4 counts as downloads. */
const FILES =
  /\.(pdf|xlsx?|docx?|txt|rtf|csv|exe|key|pp[st]x?|7z|pkg|rar|gz|zip|avi|mov|mp4|mpe?g|wmv|midi?|mp3|wav|wma)$/i;

/** `file_download`, and `click` for links to other sites. */
export function captureLinks({ window, listen, emit }: CaptureContext): void {
  const clicked = (event: Event) => {
    const [target] = event.composedPath();
    const link =
      target instanceof window.Element && target.closest<HTMLAnchorElement>('a[href],area[href]');
    if (!link || !/^https?:$/.test(link.protocol)) return;
    const { href: link_url, id, hostname, pathname } = link;
    const extension = FILES.exec(pathname)?.[1];
    if (extension) {
      emit('file_download', {
        file_extension: extension.toLowerCase(),
        file_name: pathname,
        link_url,
      });
    } else if (hostname !== window.location.hostname) {
      emit('click', { link_url, link_domain: hostname, link_id: id || null, outbound: true });
    }
  };
  listen(window.document, 'click', clicked);
  // The middle button opens links, too.
  listen(window.document, 'auxclick', (event) => {
    if ((event as MouseEvent).button === 1) clicked(event);
  });
}
