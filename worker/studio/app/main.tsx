/** The studio: writes, tries and watches the segments of a site, for its owner. */
import { render } from 'preact';
import { followLive } from '../site/index.ts';
import { followAddress } from './address.ts';
import { Shell } from './shell.tsx';

followAddress();
followLive();
const place = document.getElementById('studio');
if (place) render(<Shell />, place);
