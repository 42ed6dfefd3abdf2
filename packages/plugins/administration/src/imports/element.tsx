// For the browser alone: the page of imports.
import type { importHistoryContract } from '@tenure/core/administration'
import { type ElementContext, LoadingLines, registerElement, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useEffect, useState } from 'react'
import { BringIn } from './bring-in.js'
import { ImportList } from './import-list.js'
import { ImportRun } from './import-run.js'

type Context = ElementContext<typeof importHistoryContract>
const beginning = 'new'

function Imports({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const frame = useLive(context.answer)
  const [dropped, setDropped] = useState<readonly File[]>([])
  const { at, goTo } = context
  useDropped(at === undefined, (files) => {
    setDropped(files)
    goTo(beginning)
  })
  if (at === beginning)
    return (
      <main className="pane" data-region="content">
        <section className="admin-list" aria-label={text('Bring your customers in')}>
          <BringIn context={context} isPage first={dropped} started={(run) => goTo(run)} />
        </section>
      </main>
    )
  const imports = frame?.value
  if (imports === undefined) return <LoadingLines />
  const run = imports.find((each) => each.run === at)
  if (run !== undefined) return <ImportRun context={context} run={run} back={() => goTo(undefined)} />
  return <ImportList context={context} imports={imports} open={goTo} begin={() => goTo(beginning)} />
}

// Files that are dropped on the list begin an import of them.
function useDropped(isOn: boolean, take: (files: readonly File[]) => void): void {
  useEffect(() => {
    if (!isOn) return
    const over = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) take(files)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [isOn])
}

registerElement('tenure-import-pages-page', Imports)
