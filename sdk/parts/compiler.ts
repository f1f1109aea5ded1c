// The compiler: for definitions of which no program is kept.
export { analyse } from '../../shared/engine/analysis/analyse.ts';
