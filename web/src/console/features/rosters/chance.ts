// The chance that a weight stands for: a weight is the binary logarithm of the odds, kept times 100.

/** "98%", "> 99.9%", "< 1%". */
export function chance(weightHundredths: number): string {
  const p = 1 / (1 + 2 ** (-weightHundredths / 100))
  return p > 0.999 ? '> 99.9%' : p < 0.01 ? '< 1%' : `${(p * 100).toFixed(p > 0.99 ? 1 : 0)}%`
}
