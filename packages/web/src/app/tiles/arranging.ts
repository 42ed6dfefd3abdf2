import type { TileSize } from './tile-grid-props.js'

/** A tile by its id and its size, in its place. */
export interface PlacedTile extends TileSize {
  readonly id: string
}
export const [narrowest, widest, lowest, highest] = [3, 12, 1, 4]
const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/** The tiles with one at another place. */
export function moved(tiles: readonly PlacedTile[], id: string, to: number): readonly PlacedTile[] {
  const tile = tiles.find((each) => each.id === id)
  if (tile === undefined) return tiles
  const others = tiles.filter((each) => each !== tile)
  return others.toSpliced(between(to, 0, others.length), 0, tile)
}
/** The tiles with one in another size. */
export function sized(tiles: readonly PlacedTile[], id: string, { width, height }: TileSize): readonly PlacedTile[] {
  const size = { width: between(width, narrowest, widest), height: between(height, lowest, highest) }
  return tiles.map((each) => (each.id === id ? { ...each, ...size } : each))
}
/** What a key does to the tile that is lifted; `undefined` for a key that does nothing. Arrows move it, with Shift they size it. */
export function keyed(
  tiles: readonly PlacedTile[],
  id: string,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): readonly PlacedTile[] | undefined {
  const at = tiles.findIndex((each) => each.id === id)
  const tile = tiles[at]
  if (tile === undefined) return undefined
  const { width, height } = tile
  if (shiftKey) {
    const size = {
      ArrowLeft: [width - 1, height],
      ArrowRight: [width + 1, height],
      ArrowUp: [width, height - 1],
      ArrowDown: [width, height + 1],
    }[key]
    return size && sized(tiles, id, { width: size[0] ?? width, height: size[1] ?? height })
  }
  const to = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: tiles.length - 1 }[key]
  return to === undefined ? undefined : moved(tiles, id, to)
}
/** Whether both have the same order and sizes. */
export function isSamePlace(a: readonly PlacedTile[], b: readonly PlacedTile[]): boolean {
  return (
    a.length === b.length && a.every(({ id, width, height }, at) => b[at]?.id === id && b[at]?.width === width && b[at]?.height === height)
  )
}
