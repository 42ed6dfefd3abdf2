import type { Rolldown } from 'vite'

/** These chunks with all that they import, and so need before they run. */
export function withImports(chunks: readonly Rolldown.OutputChunk[], bundle: Rolldown.OutputBundle): ReadonlySet<Rolldown.OutputChunk> {
  const all = new Set(chunks)
  // What is added while it is walked is walked too.
  for (const chunk of all)
    for (const name of chunk.imports) {
      const file = bundle[name]
      if (file?.type === 'chunk') all.add(file)
    }
  return all
}
