/** Texts of a grid of tiles: what is said while one is moved or sized. */
export const tiles = {
  move: (title: string) => `Move or resize ${title}`,
  keys: 'Space lifts it, arrows move it, Shift with arrows resizes it, Space drops it, Escape puts it back.',
  lifted: (title: string) => `${title} is lifted.`,
  placed: (place: number, count: number, width: number, height: number) =>
    `Place ${place} of ${count}, ${width} of 12 columns wide, ${height} steps high.`,
  dropped: (title: string) => `${title} is dropped.`,
  putBack: (title: string) => `${title} is back where it was.`,
}
