// Why a segment answers as it does: for who asks.
export { explain } from '../../shared/engine/explain/index.ts';
