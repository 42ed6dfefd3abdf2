import type { Plugin, Rolldown } from 'vite'

/** What starts the page, and what is fetched beside its first data. */
const [start, main] = [/\/start\.ts$/, /\/main\.tsx$/]

/**
 * One chunk of all that the page needs for its first rows beside what starts it, also of what later chunks share with it: divided by who
 * shares what, it would be many small files, which compress worse. `main` itself stays apart, since it runs once.
 */
export function firstChunk(): { readonly plugin: Plugin; readonly nameOf: (id: string) => string | null } {
  const needed = new Set<string>()
  const plugin: Plugin = {
    name: 'tenure:first-chunk',
    apply: 'build',
    buildEnd() {
      const imported = (entry: RegExp): ReadonlySet<string> =>
        withImported(
          [...this.getModuleIds()].filter((id) => entry.test(id)),
          (id) => this.getModuleInfo(id),
        )
      const starting = imported(start)
      for (const id of imported(main)) if (!starting.has(id) && !main.test(id)) needed.add(id)
    },
  }
  return { plugin, nameOf: (id) => (needed.has(id) ? 'first' : null) }
}

function withImported(
  ids: readonly string[],
  infoOf: (id: string) => Pick<Rolldown.ModuleInfo, 'importedIds'> | null,
): ReadonlySet<string> {
  const all = new Set(ids)
  // What is added while it is walked is walked too.
  for (const id of all) for (const each of infoOf(id)?.importedIds ?? []) all.add(each)
  return all
}
