/** Brings a vector to length 1, in place; one without a direction stays as it is. */
export function toUnitLength<Numbers extends Float32Array>(vector: Numbers): Numbers {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const length = Math.sqrt(squares);
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) / length;
  return vector;
}
