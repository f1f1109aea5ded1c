import { MAX_BACKUP_BYTES } from '../shared/wire/index.ts';

const MIB = 1024 * 1024;
const BOUND = MAX_BACKUP_BYTES / MIB;

/** "4.2 MiB, 13 % of the 32 that a backup holds" */
export const sizeText = (bytes: number): string =>
  `${(bytes / MIB).toFixed(1)} MiB, ${Math.ceil((bytes / MAX_BACKUP_BYTES) * 100)} % of the ${BOUND} that a backup holds`;

/** From here on there is a time to look for another way before there is none. */
export const nearsBound = (bytes: number): boolean => bytes >= 0.7 * MAX_BACKUP_BYTES;

export const NEARS_BOUND = `Backups near the ${BOUND} MiB that they hold at most: beyond that there is none, and the way back is Cloudflare's point-in-time recovery of Durable Objects, 30 days, with the signed documents kept by you. Counters end 25 months after their period.`;
