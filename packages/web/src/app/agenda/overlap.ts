/** A stretch of time, in any unit. */
export interface Stretch {
  readonly start: number
  readonly end: number
}
/** Where it lies between the left and the right edge, as shares of the width. */
export interface Lane {
  readonly left: number
  readonly width: number
}

/**
 * Lays stretches side by side: no two that overlap in time overlap on screen. Those that hang together share the width equally in order of their
 * start, and each takes the free lanes at its right.
 */
export function sideBySide(stretches: readonly Stretch[]): readonly Lane[] {
  const order = stretches.map((each, at) => ({ ...each, at, lane: 0 })).sort((a, b) => a.start - b.start || b.end - a.end || a.at - b.at)
  const lanes: Lane[] = stretches.map(() => ({ left: 0, width: 1 }))
  for (const group of groupsOf(order)) for (const [at, lane] of laneGroup(group)) lanes[at] = lane
  return lanes
}

interface Placed extends Stretch {
  readonly at: number
  lane: number
}
// Stretches hang together where each overlaps with one before it.
function groupsOf(order: readonly Placed[]): readonly (readonly Placed[])[] {
  const groups: Placed[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const each of order) {
    if (each.start >= end) groups.push([])
    groups.at(-1)?.push(each)
    end = Math.max(end, each.end)
  }
  return groups
}
function laneGroup(group: readonly Placed[]): readonly (readonly [at: number, lane: Lane])[] {
  const lanes: Placed[][] = []
  for (const each of group) {
    const free = lanes.findIndex((lane) => (lane.at(-1)?.end ?? 0) <= each.start)
    each.lane = free < 0 ? lanes.length : free
    if (free < 0) lanes.push([each])
    else lanes[free]?.push(each)
  }
  return group.map((each) => {
    const rest = lanes.slice(each.lane + 1)
    const taken = rest.findIndex((lane) => lane.some((other) => other.start < each.end && each.start < other.end))
    const span = 1 + (taken < 0 ? rest.length : taken)
    return [each.at, { left: each.lane / lanes.length, width: span / lanes.length }] as const
  })
}
