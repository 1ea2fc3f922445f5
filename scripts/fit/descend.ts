/**
 * Adam (Kingma and Ba, 2015) with a little weight decay.
 *
 * @param signs for each weight the sign that it must have, 0 for any, null where it stays 0; one that crosses to the wrong
 * sign is set to 0
 */
export function descend(
  size: number,
  steps: number,
  signs: readonly (number | null)[],
  addGradient: (weights: number[], gradient: number[]) => void,
): number[] {
  const weights = Array.from({ length: size }, () => 0);
  const first = [...weights];
  const second = [...weights];
  for (let step = 1; step <= steps; step++) {
    const gradient = weights.map((weight) => weight * 1e-3);
    addGradient(weights, gradient);
    for (const [index, slope] of gradient.entries()) {
      const sign = signs[index] ?? null;
      if (sign === null) continue;
      first[index] = 0.9 * (first[index] ?? 0) + 0.1 * slope;
      second[index] = 0.999 * (second[index] ?? 0) + 0.001 * slope * slope;
      const direction = (first[index] ?? 0) / (1 - 0.9 ** step);
      const spread = Math.sqrt((second[index] ?? 0) / (1 - 0.999 ** step)) + 1e-8;
      const next = (weights[index] ?? 0) - (0.05 * direction) / spread;
      weights[index] = next * sign < 0 ? 0 : next;
    }
  }
  return weights;
}

export function add(gradient: number[], values: readonly number[], factor: number): void {
  for (let index = 0; index < values.length; index++) {
    gradient[index] = (gradient[index] ?? 0) + factor * (values[index] ?? 0);
  }
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let total = 0;
  for (let index = 0; index < a.length; index++) total += (a[index] ?? 0) * (b[index] ?? 0);
  return total;
}
