/** Whether each player takes part. */
export type Coalition = readonly boolean[]

/**
 * The share of each player in what all of them change together, whatever their order (Shapley). The values are whole numbers, the shares may be
 * fractions; they sum to what all change. At most a handful of players: the cost doubles with each.
 */
export function shapley(players: number, worthOf: (coalition: Coalition) => number): readonly number[] {
  const size = 2 ** players
  const values = Array.from({ length: size }, (_, bits) => worthOf(Array.from({ length: players }, (_, at) => (bits & (1 << at)) !== 0)))
  const weights = weightsOf(players)
  return Array.from({ length: players }, (_, player) => {
    let sum = 0
    for (let bits = 0; bits < size; bits += 1) {
      if ((bits & (1 << player)) !== 0) continue
      sum += (weights[countBits(bits)] as number) * ((values[bits | (1 << player)] as number) - (values[bits] as number))
    }
    return sum / factorial(players)
  })
}
// How many orders have so many players before this one: whole, so that sums are exact.
function weightsOf(players: number): readonly number[] {
  return Array.from({ length: players }, (_, before) => factorial(before) * factorial(players - before - 1))
}
function factorial(of: number): number {
  return of <= 1 ? 1 : of * factorial(of - 1)
}
function countBits(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1
  return count
}
