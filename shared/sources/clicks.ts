import type { CLICK_IDS } from './click-ids.ts';

export interface Click {
  readonly source: string;
  readonly medium: string;
  /** The parameter stands on unpaid links, too: who the page before was says more. */
  readonly weak: boolean;
}

/** Source and medium that each tells of; of two in one address the first here counts. */
const CLICKS: { readonly [parameter in (typeof CLICK_IDS)[number]]: string } = {
  gclid: 'google cpc',
  gbraid: 'google cpc',
  wbraid: 'google cpc',
  gad_source: 'google cpc',
  // Campaign Manager and Display & Video 360.
  dclid: 'dbm cpm',
  msclkid: 'bing cpc',
  ttclid: 'tiktok cpc',
  li_fat_id: 'linkedin cpc',
  twclid: 'twitter cpc',
  ScCid: 'snapchat cpc',
  rdt_cid: 'reddit cpc',
  yclid: 'yandex cpc',
  irclickid: 'impact affiliate',
  cjevent: 'cj affiliate',
  awc: 'awin affiliate',
  // On every link that leaves these networks.
  fbclid: 'facebook referral',
  igshid: 'instagram referral',
  igsh: 'instagram referral',
  epik: 'pinterest referral',
};

/** What the first click parameter of an address tells. */
export function clickOf(has: (parameter: string) => boolean): Click | null {
  const found = Object.entries(CLICKS).find(([parameter]) => has(parameter));
  if (!found) return null;
  const [source = '', medium = ''] = found[1].split(' ');
  return { source, medium, weak: medium === 'referral' };
}
