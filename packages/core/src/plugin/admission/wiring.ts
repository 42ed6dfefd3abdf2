import type { Problem } from '../../errors/tenure-error.js'
import { toUnavailable } from '../plugin-state.js'

/** One plugin, as far as others matter to it. */
export interface WiringNode {
  readonly id: string
  /** Keys of its services. */
  readonly gives: readonly string[]
  /** Keys that its contributions cannot do without. */
  readonly needs: readonly { readonly key: string; readonly contribution: string }[]
  /** Providers, actions and elements of others that its tabs show. */
  readonly shows: readonly { readonly id: string; readonly contribution: string }[]
  /** Ids of its providers, actions and elements. */
  readonly answers: readonly string[]
  /** Its views, by the collection that each is of; and the collections that it has. */
  readonly views: readonly { readonly of: string; readonly contribution: string }[]
  readonly collections: readonly string[]
  /** It asks for built-in views by itself, so each id of its own may be a collection. */
  readonly asksForViews?: boolean
  /** It failed, so its services are missing. */
  readonly failed: boolean
  /** Why its object types or views cannot be joined to what is there. */
  readonly misfit?: string
}
/** The plugins that can run, in the order of their start; those that cannot, and why; and the plugins that each depends on. */
export interface Wiring {
  readonly order: readonly string[]
  readonly blocked: ReadonlyMap<string, Problem>
  readonly dependencies: ReadonlyMap<string, ReadonlySet<string>>
}

/** Works out the order of the starts. `host` says which keys the host itself gives. */
export function wire(nodes: readonly WiringNode[], host: (key: string, plugin: string) => boolean): Wiring {
  const givers = new Map(nodes.flatMap(({ id, gives }) => gives.map((key) => [key, id] as const)))
  const foreign = (node: WiringNode): WiringNode['needs'] =>
    node.needs.filter(({ key }) => !host(key, node.id) && givers.get(key) !== node.id)
  const dependencies = new Map(nodes.map((node) => [node.id, new Set(foreign(node).flatMap(({ key }) => givers.get(key) ?? []))]))
  const answers = new Set(nodes.flatMap((node) => node.answers))
  const collections = new Set(nodes.flatMap((node) => node.collections))
  const askers = new Set(nodes.filter(({ asksForViews }) => asksForViews).map(({ id }) => id))
  const hasViews = (of: string): boolean => collections.has(of) || askers.has(of.slice(0, of.indexOf('/')))
  const blocked = new Map<string, Problem>()
  const down = new Set(nodes.filter(({ failed }) => failed).map(({ id }) => id))
  const block = (id: string, because: string): void => {
    blocked.set(id, toUnavailable(id, because))
    down.add(id)
  }
  const blockUnmet = (): void => {
    for (let before = -1; before !== down.size; ) {
      before = down.size
      for (const node of nodes.filter(({ id }) => !down.has(id))) {
        const because = unmet(node, foreign(node), { givers, down, answers, hasViews })
        if (because !== undefined) block(node.id, because)
      }
    }
  }
  blockUnmet()
  for (let circle = findCircle(dependencies, down); circle !== undefined; circle = findCircle(dependencies, down)) {
    const path = [...circle, circle[0]].join(' → ')
    for (const id of circle)
      block(id, `Plugins need each other in a circle: ${path}. One of them can take the other's service as optional.`)
  }
  blockUnmet()
  return {
    order: toOrder(
      nodes.filter(({ id }) => !down.has(id)).map(({ id }) => id),
      dependencies,
    ),
    blocked,
    dependencies,
  }
}

interface Known {
  readonly givers: ReadonlyMap<string, string>
  readonly down: ReadonlySet<string>
  readonly answers: ReadonlySet<string>
  readonly hasViews: (collection: string) => boolean
}
function unmet(
  { shows, views, misfit }: WiringNode,
  needs: WiringNode['needs'],
  { givers, down, answers, hasViews }: Known,
): string | undefined {
  if (misfit !== undefined) return misfit
  for (const { key, contribution } of needs) {
    const giver = givers.get(key)
    if (giver === undefined) return `${contribution} needs the service ${key}, which no plugin gives.${nearMiss(key, givers)}`
    if (down.has(giver)) return `${contribution} needs the service ${key} of the plugin ${giver}, which is not running.`
  }
  const missing = shows.find(({ id }) => !answers.has(id))
  if (missing !== undefined) return `${missing.contribution} shows ${missing.id}, which no plugin contributes.`
  const stray = views.find(({ of }) => !hasViews(of))
  return (
    stray &&
    `${stray.contribution} is a view of the collection ${stray.of}, which no plugin contributes. Correct the name, or add the plugin that has it.`
  )
}
function nearMiss(key: string, givers: ReadonlyMap<string, string>): string {
  const name = key.slice(0, key.lastIndexOf('@'))
  const near = [...givers.keys()].find((given) => given.slice(0, given.lastIndexOf('@')) === name)
  return near === undefined ? '' : ` There is ${near}, of another major version.`
}

type Dependencies = ReadonlyMap<string, ReadonlySet<string>>
// Depth first with the path in hand; what was left without finding a circle is never entered again.
function findCircle(dependencies: Dependencies, down: ReadonlySet<string>): readonly string[] | undefined {
  const left = new Set<string>()
  const path: string[] = []
  const visit = (id: string): readonly string[] | undefined => {
    if (left.has(id) || down.has(id)) return undefined
    if (path.includes(id)) return path.slice(path.indexOf(id))
    path.push(id)
    for (const next of dependencies.get(id) ?? []) {
      const circle = visit(next)
      if (circle !== undefined) return circle
    }
    path.pop()
    left.add(id)
    return undefined
  }
  for (const id of dependencies.keys()) {
    const circle = visit(id)
    if (circle !== undefined) return circle
  }
  return undefined
}
function toOrder(ids: readonly string[], dependencies: Dependencies): readonly string[] {
  const order = new Set<string>()
  const visit = (id: string): void => {
    if (order.has(id)) return
    for (const next of dependencies.get(id) ?? []) visit(next)
    order.add(id)
  }
  ids.forEach(visit)
  return [...order]
}
