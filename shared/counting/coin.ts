/**
 * Randomised response over k answers (Warner 1965; generalised to k: Kairouz et al. 2014). The
 * truth is told with p = e^ε/(e^ε+k−1), each other answer given with q = 1/(e^ε+k−1).
 *
 * @param coin uniform whole number below 2⁵³
 * @param truth index of the true answer, below `answers`
 *
 * Each wrong answer owns ⌈2⁵³ q⌉ + 1 coins: at least 2⁵³ q even if `Math.exp` is off by its last
 * bit. So p/q never exceeds e^ε.
 */
export function randomise(coin: number, truth: number, answers: number, epsilon: number): number {
  const each = Math.ceil(2 ** 53 / (Math.exp(epsilon) + answers - 1)) + 1;
  const wrong = Math.floor(coin / each);
  if (wrong >= answers - 1) return truth;
  return wrong < truth ? wrong : wrong + 1;
}
