// Why a segment answers as it does: for who asks, in English or as the visitor is spoken to.
export { explain } from '../../shared/engine/explain/index.ts';
export { explainIn } from '../explain-in.ts';
